import { sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { keepProbe } from '#lib/integrations/keep-probe.ts'
import { openRow } from '#lib/integrations/open-connection.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { wakeWaiting } from '#lib/notifications/outbox/wake-waiting.ts'
import { type Ctx, inTransaction, systemCtx } from '#lib/platform/context.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

/** ms that one question may take */
const limitMs = 15_000
/** connections asked at the same time */
const abreast = 8

type Waiting = { id: string; organization_id: string }

/**
 * Enabled connections that fail and have something waiting for longer than the next round of questions. One whose provider
 * has asked for patience is left alone until then.
 */
function listWaiting(db: Database, now: Date) {
  return db.execute<Waiting>(sql`
    select i.id, i.organization_id from integrations i
    where i.is_enabled and i.state ? 'failing_since'
      and coalesce((i.state ->> 'wait_until')::timestamptz, '-infinity') <= ${now.toISOString()}::timestamptz
      and exists (
        select 1 from notifications n
        where n.integration_id = i.id and n.status = 'pending' and n.last_error is not null
          and n.next_attempt_at > ${now.toISOString()}::timestamptz + interval '30 seconds')
    order by i.id limit 500`)
}

export type ProbeOptions = { now: Date; signal: AbortSignal; guard?: Guard }

async function probe(ctx: Ctx, id: string, { now, signal, guard }: ProbeOptions): Promise<number> {
  const row = await getConnectionRow(ctx, id)
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const { ok } = await openRow(row, { signal: limited, ...(guard && { guard }) }).check()
  return inTransaction(ctx, async (tx) =>
    (await keepProbe(tx, id, ok)) ? wakeWaiting(tx, id, { now }) : 0,
  )
}

/**
 * Asks every connection that fails one harmless question. One that answers again lets go at once what waits for it; one
 * that answers while messages still fail does so once only, and the schedule of tries goes on. Returns how many it asked.
 */
export async function probeFailing(db: Database, options: ProbeOptions): Promise<number> {
  const waiting = [...(await listWaiting(db, options.now))]
  const asked = waiting.length
  const work = async () => {
    for (let next = waiting.pop(); next && !options.signal.aborted; next = waiting.pop())
      try {
        const woken = await probe(systemCtx(db, next.organization_id), next.id, options)
        if (woken > 0) log.info({ integrationId: next.id, woken }, 'a connection answers again')
      } catch (error) {
        log.warn({ integrationId: next.id, err: errorMessage(error) }, 'could not ask a connection')
      }
  }
  await Promise.all(Array.from({ length: Math.min(abreast, asked) }, work))
  return asked
}
