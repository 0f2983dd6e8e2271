import type { TransactionSql } from 'postgres'

import type { Sql } from '#db/client.ts'

import { env } from '../config/env.ts'
import type { Boss } from '../jobs/boss.ts'
import { jobsChannel, withinSql } from '../jobs/enqueue.ts'
import { nextTokenMs, refillRates, takeTokens } from './target-rates.ts'
import { together } from './together.ts'

/** NOTIFY channel: items of the organization whose id is the payload wait to be let in. */
export const admitChannel = 'earshot_admit'

/** First half of an advisory lock's key; the second is the organization. */
const admission = 0x41444d54

type Candidate = { id: string; target_id: string }

export type Admitted = {
  items: number
  /** ms until a target whose rate is used up may be called again; null when none is */
  nextMs: number | null
}

const limitOf = (tx: TransactionSql) =>
  tx`coalesce(o.max_concurrent_tests, ${env.MAX_CONCURRENT_TESTS}::int)`

/**
 * How many items each organization may have admitted, so that none waits behind the queue of another: the slots of
 * the living workers, shared out evenly (max-min) over the organizations that have work. Twice the slots, because a
 * worker begins the next item while the last one is being recorded. Null when no worker is known.
 */
const fairShare = (tx: TransactionSql) => tx`
  select greatest(1, floor(max((slots.n - d.before) / d.sharers)))::int
  from (
    select coalesce(sum(wanted) over (line rows between unbounded preceding and 1 preceding), 0) as before,
      count(*) over () - row_number() over line + 1 as sharers
    from (
      select r.organization_id, least(${limitOf(tx)},
        sum(s.total - s.passed - s.failed - s.invalid - s.cancelled)) as wanted
      from test_runs r
      join run_summaries s on s.run_id = r.id
      join organizations o on o.id = r.organization_id
      where r.status in ('queued', 'running') and r.paused_at is null
      group by r.organization_id, o.max_concurrent_tests
    ) demands
    window line as (order by wanted, organization_id)
  ) d, (
    select 2 * sum(capacity)::float8 as n from workers
    where seen_at > now() - interval '20 seconds' and state <> 'draining'
  ) slots`

/**
 * The next items: by priority, and within one priority whichever run has the fewest under way, so that a short run
 * need not wait for the end of a long one. `place` counts on from what the run has under way.
 */
const nextItems = (tx: TransactionSql, organizationId: string) => tx<Candidate[]>`
  with active as (
    select target_id, run_id, count(*)::int as n from test_execution_queue
    where organization_id = ${organizationId} and status in ('pending', 'running')
      and admitted_at is not null
    group by target_id, run_id
  ), room as (
    select least(${limitOf(tx)}, (${fairShare(tx)}))
      - coalesce((select sum(n) from active), 0)::int as free
    from organizations o where o.id = ${organizationId}
  ), runs as (
    select r.id, r.target_id, r.priority, r.item_order, coalesce(a.n, 0) as active
    from room, test_runs r
    left join active a on a.run_id = r.id
    where r.organization_id = ${organizationId} and r.status in ('queued', 'running')
      and r.paused_at is null and room.free > 0
  ), targets as (
    select c.id, least(room.free,
      c.max_concurrency
        - coalesce((select sum(a.n) from active a where a.target_id = c.id), 0)::int,
      case when c.max_calls_per_minute is not null then floor(t.tokens)::int end) as free
    from room, configurations c
    left join target_rates t on t.target_id = c.id
    where c.id in (select target_id from runs)
  ), line as (
    select w.id, r.target_id, r.id as run_id, r.priority, t.free, r.active + w.place as place,
      row_number() over (
        partition by r.target_id order by r.priority desc, r.active + w.place, r.id) as at_target
    from runs r
    join targets t on t.id = r.target_id and t.free > 0
    cross join lateral (
      select q.id, row_number() over (order by q.id) as place
      from test_execution_queue q
      where q.run_id = r.id and q.status = 'pending' and q.admitted_at is null
      order by q.id
      limit case when r.item_order = 'parallel' then t.free else greatest(0, 1 - r.active) end
    ) w
  )
  select id, target_id from line where at_target <= free
  order by priority desc, place, run_id
  limit greatest(0, (select free from room))`

/**
 * Hands waiting items of one organization to the job queue, as many as its limits leave free:
 * `MAX_CONCURRENT_TESTS` (or the organization's own number), its share of the workers, and each target's
 * `max_concurrency` and `max_calls_per_minute`. An item counts from admission until it ends, so the limits hold over
 * all workers together, and the queue stays as short as the work under way.
 */
export async function admitItems(sql: Sql, boss: Boss, organizationId: string): Promise<Admitted> {
  return sql.begin(async (tx) => {
    // In this order: what the limits leave is counted once nobody else can admit.
    const [, rates, items] = await together(
      tx`select pg_advisory_xact_lock(${admission}, hashtext(${organizationId}))`,
      refillRates(tx, organizationId),
      nextItems(tx, organizationId),
    )
    if (items.length > 0)
      await together(
        tx`
          update test_execution_queue set admitted_at = now()
          where id = any(${items.map((item) => item.id)}::uuid[])`,
        takeTokens(
          tx,
          rates,
          items.map((item) => item.target_id),
        ),
        // In the order of their admission: a priority here would overtake other organizations.
        boss.insert(
          'execution.execute',
          items.map((item) => ({ data: { organizationId, itemId: item.id } })),
          { db: withinSql(tx) },
        ),
        tx`select pg_notify(${jobsChannel}, 'execution.execute')`,
      )
    return { items: items.length, nextMs: nextTokenMs(rates) }
  })
}

/** Organizations that have waiting items. */
export async function organizationsWaiting(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct r.organization_id as id from test_runs r
    where r.status in ('queued', 'running') and r.paused_at is null and exists (
      select 1 from test_execution_queue q
      where q.run_id = r.id and q.status = 'pending' and q.admitted_at is null)`
  return rows.map((row) => row.id)
}
