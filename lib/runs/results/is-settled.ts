import type { Sql } from '#db/client.ts'

/** Whether all items of a test run have ended, and the run is about to. A search breaks cases on purpose: it is none. */
export async function isSettled(sql: Sql, runId: string): Promise<boolean> {
  const [row] = await sql`
    select 1 from test_runs r join run_summaries s on s.run_id = r.id
    where r.id = ${runId} and r.purpose = 'test' and r.status in ('queued', 'running')
      and r.expanded_at is not null and s.passed + s.failed + s.invalid + s.cancelled >= s.total
      and s.passed > 1`
  return row !== undefined
}
