import type { Sql } from '#db/client.ts'
import { jobNames, type JobName } from '#lib/platform/jobs/catalog.ts'

/**
 * Queues that have a job due now. One question for all of them: jobs that fall due later (retries, delays) announce
 * nothing, and neither does a job whose announcement was lost with its connection.
 */
export async function dueQueues(sql: Sql): Promise<JobName[]> {
  const rows = await sql<{ name: JobName }[]>`
    select name from unnest(${[...jobNames]}::text[]) as q(name)
    where exists (
      select 1 from pgboss.job j
      where j.name = q.name and j.state < 'active' and j.start_after <= now() and not j.blocked)`
  return rows.map(({ name }) => name)
}
