import type { Sql } from '#db/client.ts'

import { env } from '../config/env.ts'
import type { Boss } from '../jobs/boss.ts'
import { jobsChannel, withinSql } from '../jobs/enqueue.ts'
import { together } from './together.ts'

/** NOTIFY channel: items of the organization whose id is the payload wait to be let in. */
export const admitChannel = 'earshot_admit'

/** First half of an advisory lock's key; the second is the organization. */
const admission = 0x41444d54

type Candidate = { id: string; priority: number }

/**
 * Hands waiting items of one organization to the job queue, as many as its limits leave free:
 * `MAX_CONCURRENT_TESTS` (or the organization's own number) and each target's `max_concurrency`.
 * An item counts from admission until it ends, so the limits hold over all workers together, and the
 * queue stays as short as the work under way. Returns how many were admitted.
 */
export async function admitItems(sql: Sql, boss: Boss, organizationId: string): Promise<number> {
  return sql.begin(async (tx) => {
    // In this order: what the limits leave is counted once nobody else can admit.
    const [, items] = await together(
      tx`select pg_advisory_xact_lock(${admission}, hashtext(${organizationId}))`,
      tx<Candidate[]>`
      with active as (
        select target_id, count(*)::int as n from test_execution_queue
        where organization_id = ${organizationId} and status in ('pending', 'running')
          and admitted_at is not null
        group by target_id
      ), room as (
        select coalesce(o.max_concurrent_tests, ${env.MAX_CONCURRENT_TESTS}::int)
          - coalesce((select sum(n) from active), 0)::int as free
        from organizations o where o.id = ${organizationId}
      ), targets as (
        select distinct r.target_id from test_runs r
        where r.organization_id = ${organizationId} and r.status in ('queued', 'running')
      )
      select w.id, w.priority from room, targets t
      join configurations c on c.id = t.target_id
      left join active a on a.target_id = t.target_id
      cross join lateral (
        select q.id, q.priority from test_execution_queue q
        where q.target_id = t.target_id and q.status = 'pending' and q.admitted_at is null
        order by q.priority desc, q.id
        limit greatest(0, least(room.free, coalesce(c.max_concurrency - coalesce(a.n, 0), room.free)))
      ) w
      order by w.priority desc, w.id
      limit greatest(0, (select free from room))`,
    )
    if (items.length === 0) return 0
    await together(
      tx`
        update test_execution_queue set admitted_at = now()
        where id = any(${items.map((item) => item.id)}::uuid[])`,
      boss.insert(
        'execution.execute',
        items.map((item) => ({
          data: { organizationId, itemId: item.id },
          priority: item.priority,
        })),
        { db: withinSql(tx) },
      ),
      tx`select pg_notify(${jobsChannel}, 'execution.execute')`,
    )
    return items.length
  })
}

/** Organizations that have waiting items. */
export async function organizationsWaiting(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct r.organization_id as id from test_runs r
    where r.status in ('queued', 'running') and exists (
      select 1 from test_execution_queue q
      where q.target_id = r.target_id and q.status = 'pending' and q.admitted_at is null)`
  return rows.map((row) => row.id)
}
