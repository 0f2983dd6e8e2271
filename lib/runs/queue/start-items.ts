import type { TransactionSql } from 'postgres'

import type { Sql } from '#db/client.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import { jobsChannel, withinSql } from '#lib/platform/jobs/enqueue.ts'
import { together } from '#lib/platform/postgres/together.ts'
import { nextCooldownMs, notCoolingDown } from '#lib/runs/queue/target-cooldowns.ts'
import { nextTokenMs, refillRates, takeTokens, type Rates } from '#lib/runs/queue/target-rates.ts'

/** NOTIFY channel: items of the organization whose id is the payload wait to be let in. */
export const startChannel = 'earshot_admit'

/** First half of an advisory lock's key; the second is the organization. */
const schedulerLock = 0x41444d54

type Candidate = {
  id: string
  target_id: string
  /** its run was given its share with this item, and may have others */
  more: boolean
  /** slots that its target, and the organization, had before */
  free: number
  room: number
}

type StartedItems = {
  items: number
  /** ms until a target whose rate is used up may be called again; null when none is */
  nextMs: number | null
}

const limitOf = (tx: TransactionSql) =>
  tx`coalesce(o.max_concurrent_tests, ${settings().MAX_CONCURRENT_TESTS}::int)`

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
  ) slots
  having max(slots.n) is not null`

/**
 * The next items: by priority, and within one priority whichever run has the fewest under way, so that a short run
 * need not wait for the end of a long one. `place` counts on from what the run has under way. No more of a run is read
 * than its share if all could use theirs; `more` says that it may have been too little.
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
    where room.free > 0 and r.organization_id = ${organizationId}
      and r.status in ('queued', 'running') and r.paused_at is null
      and ${notCoolingDown(tx, 'r.target_id')}
      and (r.item_order = 'parallel' or a.n is null)
      and exists (
        select 1 from test_execution_queue q
        where q.run_id = r.id and q.status = 'pending' and q.admitted_at is null)
  ), targets as (
    select c.id, least(room.free,
      c.max_concurrency
        - coalesce((select sum(a.n) from active a where a.target_id = c.id), 0)::int,
      case when c.max_calls_per_minute is not null then floor(t.tokens)::int end) as free
    from room, configurations c
    left join target_rates t on t.target_id = c.id
    where c.id in (select target_id from runs)
  ), levels as (
    -- How many each run would have under way if the free slots went to the first of them only.
    select r.*, t.free,
      (t.free + sum(r.active) over line)::float8 / row_number() over line as level
    from runs r join targets t on t.id = r.target_id and t.free > 0
    window line as (
      partition by r.target_id, r.priority order by r.active, r.id rows unbounded preceding)
  ), shares as (
    select l.*, case l.item_order when 'sequential' then 1 else
      greatest(0, ceil(min(l.level) over (partition by l.target_id, l.priority)) - l.active)::int
    end as share
    from levels l
  ), line as (
    select w.id, s.target_id, s.id as run_id, s.priority, s.free, s.active + w.place as place,
      s.item_order = 'parallel' and w.place = s.share as more,
      row_number() over (
        partition by s.target_id order by s.priority desc, s.active + w.place, s.id) as at_target
    from shares s
    cross join lateral (
      select q.id, row_number() over (order by q.id) as place
      from test_execution_queue q
      where q.run_id = s.id and q.status = 'pending' and q.admitted_at is null
      order by q.id limit s.share
    ) w
  )
  select id, target_id, more, free, (select free from room) as room
  from line where at_target <= free
  order by priority desc, place, run_id
  limit greatest(0, (select free from room))`

/** Whether a run that has been given its share could take what others have left. */
function leavesRoom(items: Candidate[]): boolean {
  const taken = new Map<string, number>()
  for (const { target_id } of items) taken.set(target_id, (taken.get(target_id) ?? 0) + 1)
  return items.some(
    ({ more, target_id, free, room }) =>
      more && items.length < room && (taken.get(target_id) ?? 0) < free,
  )
}

const soonest = (...waits: (number | null)[]): number | null => {
  const known = waits.filter((ms) => ms !== null)
  return known.length === 0 ? null : Math.ceil(Math.min(...known))
}

async function letIn(
  tx: TransactionSql,
  boss: Boss,
  rates: Rates,
  organizationId: string,
  items: Candidate[],
): Promise<void> {
  const targetIds = items.map((item) => item.target_id)
  await together(
    tx`
      update test_execution_queue set admitted_at = now()
      where id = any(${items.map((item) => item.id)}::uuid[])`,
    takeTokens(tx, rates, targetIds),
    // In the order of their admission: a priority here would overtake other organizations.
    boss.insert(
      'execution.execute',
      items.map((item) => ({ data: { organizationId, itemId: item.id } })),
      { db: withinSql(tx) },
    ),
  )
}

/**
 * Hands waiting items of one organization to the job queue, as many as its limits leave free:
 * `MAX_CONCURRENT_TESTS` (or the organization's own number), its share of the workers, and each target's
 * `max_concurrency` and `max_calls_per_minute`. An item counts from admission until it ends, so the limits hold over
 * all workers together, and the queue stays as short as the work under way.
 */
export async function startItems(
  sql: Sql,
  boss: Boss,
  organizationId: string,
): Promise<StartedItems> {
  return sql.begin(async (tx) => {
    // In this order: what the limits leave is counted once nobody else can admit.
    const [, rates, first, heldMs] = await together(
      tx`select pg_advisory_xact_lock(${schedulerLock}, hashtext(${organizationId}))`,
      refillRates(tx, organizationId),
      nextItems(tx, organizationId),
      nextCooldownMs(tx, organizationId),
    )
    let count = 0
    for (let items: Candidate[] = first; items.length > 0;) {
      count += items.length
      await letIn(tx, boss, rates, organizationId, items)
      items = leavesRoom(items) ? await nextItems(tx, organizationId) : []
    }
    if (count > 0) await tx`select pg_notify(${jobsChannel}, 'execution.execute')`
    return { items: count, nextMs: soonest(nextTokenMs(rates), heldMs) }
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
