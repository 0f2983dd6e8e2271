import { setImmediate as nextTurn } from 'node:timers/promises'

import { inArray, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { systemCtx } from '#lib/platform/context.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { isDatabaseAway } from '#lib/platform/postgres/errors.ts'
import { storedJson } from '#lib/platform/postgres/stored-json.ts'
import { getStanding } from '#lib/webhooks/follow-rules.ts'
import {
  resultOfNothing,
  resultWithoutMatch,
  whyNotTaken,
  type Result,
  type Standing,
} from '#lib/webhooks/judge-event.ts'
import { readStored, type DeliveryRow } from '#lib/webhooks/read-stored.ts'

type Wanted = { organizationId: string; deliveryId: string }

/** Bytes of a body: larger ones are read one at a time. */
const smallBytes = 65_536
/** ms of reading and deciding after which others have their turn */
const turnMs = 10

const Begun = z.object({ id: z.uuid(), attempts: z.number() })

/** Counts a try of each that waits before any begins. Rows that somebody else holds are left out, not waited for. */
async function beginAll(db: Database, wanted: readonly Wanted[]): Promise<Map<string, number>> {
  const rows = await db.execute(sql`
    with chosen as (
      select d.id from json_to_recordset(${storedJson(wanted)}::json)
        as r ("deliveryId" uuid, "organizationId" uuid)
      join ${webhookDeliveries} d on d.id = r."deliveryId" and d.organization_id = r."organizationId"
      where d.status = 'accepted' and d.size <= ${smallBytes}
      order by d.id for update of d skip locked)
    update ${webhookDeliveries} as d set attempts = d.attempts + 1
    from chosen where d.id = chosen.id returning d.id, d.attempts`)
  return new Map(rows.map((row) => Begun.parse(row)).map(({ id, attempts }) => [id, attempts]))
}

/** Rules of connections, read once for all deliveries of a batch. */
function standings(db: Database) {
  const known = new Map<string, Promise<Standing>>()
  return (row: DeliveryRow): Promise<Standing> => {
    const found = known.get(row.integrationId)
    if (found) return found
    const ctx = systemCtx(db, row.organizationId)
    const reading = getConnectionRow(ctx, row.integrationId).then((one) => getStanding(ctx, one))
    known.set(row.integrationId, reading)
    return reading
  }
}

/** What becomes of a delivery that starts nothing; null for one that has to be looked at alone. */
async function quietResult(
  row: DeliveryRow,
  standingOf: (row: DeliveryRow) => Promise<Standing>,
): Promise<Result | null> {
  const found = await readStored(row)
  const nothing = resultOfNothing(found)
  if (nothing) return nothing
  if (found.event === null) return null
  const standing = await standingOf(row)
  // What it leaves out has to be asked for.
  if (found.event.isIncomplete && whyNotTaken(standing.connection, found.event) === null)
    return null
  return resultWithoutMatch(standing, [found.event, ...found.others])
}

/** Results of those that start nothing, by delivery. What is wrong with one is found out alone. */
async function quietResults(db: Database, ids: readonly string[]): Promise<Map<string, Result>> {
  const rows = await db
    .select()
    .from(webhookDeliveries)
    .where(inArray(webhookDeliveries.id, [...ids]))
  const standingOf = standings(db)
  const results = new Map<string, Result>()
  let since = performance.now()
  for (const row of rows) {
    const result = await quietResult(row, standingOf).catch(() => null)
    if (result) results.set(row.id, result)
    if (performance.now() - since < turnMs) continue
    await nextTurn()
    since = performance.now()
  }
  return results
}

/** All at once, in the order in which others lock them; one that somebody has settled meanwhile stays as it is. */
async function keepAll(db: Database, results: ReadonlyMap<string, Result>): Promise<void> {
  if (results.size === 0) return
  const rows = [...results].map(([id, result]) => ({ id, ...result }))
  await db.execute(sql`
    with kept as (
      select r.* from json_to_recordset(${storedJson(rows)}::json)
        as r (id uuid, status text, reason text, decisions jsonb)
      join ${webhookDeliveries} d on d.id = r.id
      where d.status = 'accepted' order by d.id for update of d)
    update ${webhookDeliveries} as d
    set status = kept.status, reason = kept.reason, decisions = kept.decisions, processed_at = now()
    from kept where d.id = kept.id`)
}

/**
 * Settles those of many deliveries that start nothing: no rule matched, or there is none, or the event is none of ours. A
 * few statements do for all. Returns the others, each with the try that was counted for it; null where none was, since the
 * delivery is large, held by somebody, settled or gone. Throws when the database is away.
 */
export async function settleDeliveries(
  db: Database,
  wanted: readonly Wanted[],
): Promise<{ deliveryId: string; attempt: number | null }[]> {
  const begun = await beginAll(db, wanted)
  let results = new Map<string, Result>()
  try {
    if (begun.size > 0) results = await quietResults(db, [...begun.keys()])
    await keepAll(db, results)
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    // One that cannot be kept must not take its neighbours along.
    log.warn({ err: errorMessage(error) }, 'deliveries are settled one by one')
    results = new Map()
  }
  return wanted
    .filter(({ deliveryId }) => !results.has(deliveryId))
    .map(({ deliveryId }) => ({ deliveryId, attempt: begun.get(deliveryId) ?? null }))
}
