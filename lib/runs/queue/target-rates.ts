import type { TransactionSql } from 'postgres'

import type { Sql } from '#db/client.ts'

/** What a target with `max_calls_per_minute` has left, by its id. */
export type Rates = Map<string, { tokens: number; perSecond: number }>

type Row = { target_id: string; tokens: number; per_minute: number }

/** Executions that may begin at once after a pause: a second's worth. */
const burst = (perMinute: number) => Math.max(1, Math.floor(perMinute / 60))

// A full bucket and its refill together never exceed the number: n executions within a minute need
// n - burst refills in less than a minute, and there are less than perMinute - burst + 1 of them.
const perSecond = (perMinute: number) => (perMinute - burst(perMinute) + 1) / 60

/**
 * Fills the token buckets of the organization's targets that are limited and have open runs, by the clock of the
 * database. The rows stay locked, so that what is returned holds until the transaction ends.
 */
export async function refillRates(tx: TransactionSql, organizationId: string): Promise<Rates> {
  const rows = await tx<Row[]>`
    insert into target_rates as t (target_id, tokens, refilled_at)
    select c.id, greatest(1, c.max_calls_per_minute / 60), clock_timestamp()
    from configurations c
    where c.max_calls_per_minute is not null and c.id in (
      select r.target_id from test_runs r
      where r.organization_id = ${organizationId} and r.status in ('queued', 'running'))
    order by c.id
    on conflict (target_id) do update set
      tokens = (select least(f.burst, t.tokens + (f.per_minute - f.burst + 1) / 60.0
          * greatest(0, extract(epoch from clock_timestamp() - t.refilled_at)))
        from (select c.max_calls_per_minute as per_minute, greatest(1, c.max_calls_per_minute / 60) as burst
          from configurations c where c.id = t.target_id) f),
      refilled_at = greatest(t.refilled_at, clock_timestamp())
    returning t.target_id, t.tokens,
      (select c.max_calls_per_minute from configurations c where c.id = t.target_id) as per_minute`
  return new Map(
    rows.map(({ target_id, tokens, per_minute }) => [
      target_id,
      { tokens, perSecond: perSecond(per_minute) },
    ]),
  )
}

/** ms until the first of the limited targets may be called again; null when each of them may now. */
export function nextTokenMs(rates: Rates): number | null {
  const waits = [...rates.values()].flatMap(({ tokens, perSecond }) =>
    tokens < 1 ? [((1 - tokens) / perSecond) * 1_000] : [],
  )
  return waits.length === 0 ? null : Math.ceil(Math.min(...waits))
}

const counts = (targetIds: string[]) => {
  const map = new Map<string, number>()
  for (const id of targetIds) map.set(id, (map.get(id) ?? 0) + 1)
  return map
}

/** Takes one token for each entry, from the rows that `refillRates` has locked and from `rates`. */
export async function takeTokens(
  tx: TransactionSql,
  rates: Rates,
  targetIds: string[],
): Promise<void> {
  const taken = [...counts(targetIds.filter((id) => rates.has(id)))]
  for (const [id, n] of taken) {
    const rate = rates.get(id)
    if (rate) rate.tokens -= n
  }
  if (taken.length === 0) return
  await tx`
    update target_rates t set tokens = t.tokens - u.n
    from unnest(${taken.map(([id]) => id)}::uuid[], ${taken.map(([, n]) => n)}::int[]) as u(id, n)
    where t.target_id = u.id`
}

/**
 * The same for tries that are repeated without being admitted anew: they go ahead, and whoever comes next waits for
 * them too. One statement for each target, so that no two of them are locked at once.
 */
export async function chargeRepeats(sql: Sql, targetIds: string[]): Promise<void> {
  for (const [id, n] of counts(targetIds))
    await sql`update target_rates set tokens = tokens - ${n} where target_id = ${id}`
}
