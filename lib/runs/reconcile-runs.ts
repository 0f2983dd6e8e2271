import type { Sql } from '#db/client.ts'

import type { Boss } from '../jobs/boss.ts'

const lock = 0x5245434f

/**
 * The safety net under the pipeline, for what no transaction can promise: rows changed by hand, jobs deleted or
 * expired by retention. Items handed to a queue that no longer knows them wait again; runs without a job get one.
 * One process at a time. Returns how many rows it mended, 0 in a healthy system.
 */
export async function reconcileRuns(sql: Sql, boss: Boss): Promise<number> {
  const work = await sql.begin(async (tx) => {
    const [row] = await tx<{ ours: boolean }[]>`select pg_try_advisory_xact_lock(${lock}) as ours`
    if (!row?.ours) return { mended: 0, expand: [], finalize: [] }
    const orphans = await tx`
      update test_execution_queue q set status = 'pending', admitted_at = null
      where q.status in ('pending', 'running') and q.admitted_at < now() - interval '30 seconds'
        and q.run_id in (select id from test_runs where status in ('queued', 'running'))
        and not exists (
          select 1 from pgboss.job j
          where j.name = 'execution.execute' and j.state in ('created', 'retry', 'active')
            and j.data ->> 'itemId' = q.id::text)`
    const runs = await tx<{ id: string; organization_id: string; expanded: boolean }[]>`
      select r.id, r.organization_id, r.expanded_at is not null as expanded
      from test_runs r join run_summaries s on s.run_id = r.id
      where r.status in ('queued', 'running') and r.updated_at < now() - interval '30 seconds'
        and (r.expanded_at is null or s.passed + s.failed + s.invalid + s.cancelled >= s.total)
        and not exists (
          select 1 from pgboss.job j
          where j.name in ('run.expand', 'run.finalize') and j.state in ('created', 'retry', 'active')
            and j.data ->> 'runId' = r.id::text)`
    const job = (run: { id: string; organization_id: string }) => ({
      data: { runId: run.id, organizationId: run.organization_id },
    })
    return {
      mended: orphans.count + runs.length,
      expand: runs.filter((run) => !run.expanded).map(job),
      finalize: runs.filter((run) => run.expanded).map(job),
    }
  })
  if (work.expand.length > 0) await boss.insert('run.expand', work.expand)
  if (work.finalize.length > 0) await boss.insert('run.finalize', work.finalize)
  return work.mended
}
