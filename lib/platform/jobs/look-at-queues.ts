import type { Sql } from '#db/client.ts'
import { jobNames, type JobName } from '#lib/platform/jobs/catalog.ts'

type Look = {
  name: JobName
  /** a job is due now */
  due: boolean
  /** the worker of a job has not spoken for too long, or the job has taken too long */
  lapsed: boolean
}

/**
 * Queues in which something is to be done that nobody announces. One question for all of them: jobs that fall due later
 * (retries, delays), jobs whose announcement was lost with its connection, and jobs of workers that are gone.
 */
export async function lookAtQueues(sql: Sql): Promise<Look[]> {
  return sql<Look[]>`
    select * from (
      select name, exists (
          select 1 from pgboss.job j
          where j.name = q.name and j.state < 'active' and j.start_after <= now() and not j.blocked) as due,
        exists (
          select 1 from pgboss.job j
          where j.name = q.name and j.state = 'active' and (
            j.heartbeat_on + j.heartbeat_seconds * interval '1 s' < now()
            or j.started_on + j.expire_seconds * interval '1 s' < now())) as lapsed
      from unnest(${[...jobNames]}::text[]) as q(name)) looks
    where due or lapsed`
}
