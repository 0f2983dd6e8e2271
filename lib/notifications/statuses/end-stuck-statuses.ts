import { sql } from 'drizzle-orm'
import { z } from 'zod'

import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { statusKey, StatusState } from '#lib/notifications/outbox/links.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'
import { findRunFacts } from '#lib/notifications/runs/run-facts.ts'
import { addStatuses } from '#lib/notifications/statuses/add-statuses.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

const Row = z.object({
  integration_id: z.uuid(),
  state: StatusState,
  run_status: z.string().nullable(),
})

/**
 * Statuses that were told `pending` and never anything else: their run has ended or is gone, or it takes longer than
 * COMMIT_STATUS_TIMEOUT_MINUTES, and nothing on its way would end them.
 */
async function findStuck(tx: Ctx, now: Date) {
  const timeout = `${settings().COMMIT_STATUS_TIMEOUT_MINUTES} minutes`
  const at = now.toISOString()
  const rows = await tx.db.execute(sql`
    select l.integration_id, l.state, r.status as run_status
    from integration_links l
    join integrations i on i.id = l.integration_id and i.is_enabled
    left join test_runs r on r.id = (l.state ->> 'run_id')::uuid
    where l.organization_id = ${tx.organizationId} and l.kind = 'status' and l.state ->> 'state' = 'pending'
      and (r.id is null or r.finished_at < ${at}::timestamptz - interval '1 minute'
        or r.created_at < ${at}::timestamptz - ${timeout}::interval)
      and not exists (
        select 1 from notifications n where n.integration_id = l.integration_id
          and n.thread_key = 'status ' || l.key and n.status in ('pending', 'sending'))
    limit 200`)
  return z.array(Row).parse(rows)
}

async function endAsError(tx: Ctx, integrationId: string, sent: StatusState): Promise<void> {
  const { repository, sha, ref, context, run_id } = sent
  const key = statusKey(sent)
  await addNotification(tx, {
    integrationId,
    event: 'commit_status',
    subject: { type: 'run', id: run_id },
    threadKey: `status ${key}`,
    key: `status ${run_id} ${context} given up`,
    payload: {
      kind: 'status',
      run_id,
      status: {
        repository,
        sha,
        ref,
        context,
        state: 'error',
        description: 'Earshot stopped waiting for the end of this run',
        targetUrl: pageUrl('runs', run_id),
      },
    },
    reason: 'the status was pending and nothing would have ended it',
    overtakes: true,
  })
}

/** Ends every pending status that nothing else will end. Returns how many it found. */
export async function endStuckStatuses(ctx: Ctx, now: Date): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const stuck = await findStuck(tx, now)
    const mended = new Set<string>()
    for (const { integration_id: integrationId, state, run_status: status } of stuck) {
      const isOpen = status === 'queued' || status === 'running'
      if (status === null || isOpen) await endAsError(tx, integrationId, state)
      else if (!mended.has(state.run_id)) {
        mended.add(state.run_id)
        const facts = await findRunFacts(tx, state.run_id)
        // Its last word may have been given up: then the commit is told at least that there is none.
        if (!facts || (await addStatuses(tx, facts)) === 0)
          await endAsError(tx, integrationId, state)
      }
    }
    return stuck.length
  })
}
