import type { Sql } from '#db/client.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

export type Claimed = {
  items: BegunItem[]
  /** others are due, and wait for a slot or for what a limit leaves */
  more: boolean
  /** ms until the rate or the cooldown of a target lets its next item in; null when none waits for that */
  nextMs: number | null
}

type Row = {
  items: (Omit<BegunItem, 'begunAt'> & { begunMs: number })[]
  more: boolean
  next_ms: number | null
}

/**
 * Begins waiting items for a worker, at most `slots`, and marks them as its own under a new attempt number, which fences
 * older attempts out. As many as all limits leave: `MAX_CONCURRENT_TESTS` (or the organization's own number), its share of
 * the workers, and each target's `max_concurrency`, `max_calls_per_minute` and cooldown. An item counts from here until it
 * ends or waits again, so the limits hold over all workers together. The row of the worker must be there (`Presence`).
 * At most `voice` of them are calls by voice.
 *
 * A function of the database (drizzle/0010_totals_removal_claims.sql) does all of it in one statement: the lock behind which is
 * counted is never held over a round trip.
 */
export async function claimItems(
  sql: Sql,
  workerId: string,
  slots: number,
  voice = slots,
): Promise<Claimed> {
  const [row] = await sql<{ claimed: Row }[]>`
    select earshot_claim_items(${workerId}::uuid, ${slots}::int,
      ${settings().MAX_CONCURRENT_TESTS}::int, ${voice}::int) as claimed`
  if (!row) throw new Error('earshot_claim_items answered nothing')
  const { items, more, next_ms: nextMs } = row.claimed
  return {
    items: items.map(({ begunMs, ...item }) => ({ ...item, begunAt: new Date(begunMs) })),
    more,
    nextMs: nextMs === null ? null : Math.ceil(nextMs),
  }
}
