import type { Sql } from '#db/client.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import { jobsChannel, withinSql } from '#lib/platform/jobs/enqueue.ts'
import { publish } from '#lib/runs/publish.ts'

/**
 * The target cannot be tested any more (its credentials are refused, say): all items that have not begun end
 * as invalid with the reason, and the run will end as failed. Those under way end by themselves.
 */
export async function endRunEarly(
  sql: Sql,
  boss: Boss,
  runId: string,
  reason: string,
): Promise<void> {
  await sql.begin(async (tx) => {
    const [run] = await tx<{ organization_id: string }[]>`
      update test_runs set failure_reason = ${reason}, updated_at = now()
      where id = ${runId} and status in ('queued', 'running') and failure_reason is null
      returning organization_id`
    if (!run) return
    const ended = await tx`
      update test_execution_queue set status = 'failed', verdict = 'invalid', last_error = ${reason},
        finished_at = now()
      where run_id = ${runId} and status = 'pending'`
    await tx`update run_summaries set invalid = invalid + ${ended.count} where run_id = ${runId}`
    await boss.insert('run.finalize', [{ data: { runId, organizationId: run.organization_id } }], {
      db: withinSql(tx),
    })
    await tx`select pg_notify(${jobsChannel}, 'run.finalize')`
    await publish(withinSql(tx), [
      { type: 'run', organization_id: run.organization_id, run_id: runId },
    ])
  })
}
