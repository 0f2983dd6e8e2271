import type { TransactionSql } from 'postgres'

import type { Sql } from '#db/client.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import { deadLetterOf } from '#lib/platform/jobs/catalog.ts'
import { enqueueWithin, withinSql } from '#lib/platform/jobs/enqueue.ts'
import { publish } from '#lib/runs/publish.ts'

const lock = 0x5245434f

type Run = { id: string; organization_id: string }

const cause = `coalesce(j.source_output ->> 'message', j.source_output -> 'value' ->> 'message')`

/** A run that cannot be expanded, however often it was tried, ends with the cause that its dead letter carries. */
async function endUnexpandable(tx: TransactionSql): Promise<Run[]> {
  const ended = await tx<Run[]>`
    update test_runs r set status = 'failed', finished_at = now(), updated_at = now(),
      failure_reason = 'Earshot could not prepare the run: ' || ${tx.unsafe(cause)}
    from pgboss.job j
    where j.name = ${deadLetterOf('run.expand')} and j.data ->> 'runId' = r.id::text
      and r.status = 'queued' and r.expanded_at is null
    returning r.id, r.organization_id`
  await tx`
    update run_summaries set invalid = total where run_id = any(${ended.map(({ id }) => id)}::uuid[])`
  await enqueueWithin(
    tx,
    'run.notify',
    ended.map(({ id, organization_id }) => ({
      organizationId: organization_id,
      runId: id,
      moment: 'finished' as const,
    })),
  )
  return ended
}

// Of a version in which each item had a job: let in, and the job is gone. `r` is the run, `q` the item.
const orphaned = `r.id = q.run_id and r.status in ('queued', 'running')
  and q.status = 'pending' and q.admitted_at < now() - interval '30 seconds'
  and not exists (
    select 1 from pgboss.job o
    where o.name = 'execution.execute' and o.state in ('created', 'retry', 'active')
      and o.data ->> 'itemId' = q.id::text)`

async function findIdle(tx: TransactionSql) {
  return tx<(Run & { expanded: boolean })[]>`
    select r.id, r.organization_id, r.expanded_at is not null as expanded
    from test_runs r join run_summaries s on s.run_id = r.id
    where r.status in ('queued', 'running') and r.updated_at < now() - interval '30 seconds'
      and (r.expanded_at is null or s.passed + s.failed + s.invalid + s.cancelled >= s.total)
      and not exists (
        select 1 from pgboss.job j
        where j.name in ('run.expand', 'run.finalize') and j.state in ('created', 'retry', 'active')
          and j.data ->> 'runId' = r.id::text)`
}

/**
 * The safety net under the pipeline, for what no transaction can promise: rows changed by hand, jobs deleted,
 * expired by retention, or dead because their workers died. Runs without a job get one, or end with the cause of its
 * dead letter; items that were let in and are in nobody's hands wait again.
 * One process at a time. Returns how many rows it repaired, 0 in a healthy system.
 */
export async function reconcileRuns(sql: Sql, boss: Boss): Promise<number> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ ours: boolean }[]>`select pg_try_advisory_xact_lock(${lock}) as ours`
    if (!row?.ours) return 0
    const ended = await endUnexpandable(tx)
    const waiting = await tx`
      update test_execution_queue q set admitted_at = null
      from test_runs r where ${tx.unsafe(orphaned)}`
    const idle = await findIdle(tx)
    for (const run of idle)
      await boss.insert(
        run.expanded ? 'run.finalize' : 'run.expand',
        [{ data: { runId: run.id, organizationId: run.organization_id } }],
        { db: withinSql(tx) },
      )
    await publish(
      withinSql(tx),
      ended.map(({ id, organization_id }) => ({ type: 'run', organization_id, run_id: id })),
    )
    return ended.length + waiting.count + idle.length
  })
}
