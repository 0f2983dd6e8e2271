import { jobsChannel, type Statements } from '#lib/platform/jobs/enqueue.ts'

/**
 * A job that finalizes each of the runs whose items have all ended, in this transaction too. One statement, so that
 * nobody waits for its answer: it is what pg-boss does to insert a job, for the rows of a query.
 */
export async function enqueueFinalize(tx: Statements, runIds: string[]): Promise<void> {
  if (runIds.length === 0) return
  await tx.executeSql(
    `with ended as (
        select r.id, r.organization_id from run_summaries s join test_runs r on r.id = s.run_id
        where s.run_id = any($1::uuid[]) and r.expanded_at is not null
          and s.passed + s.failed + s.invalid + s.cancelled >= s.total
      ), sent as (
        insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
          deletion_seconds, keep_until, policy, dead_letter, heartbeat_seconds)
        select q.name, jsonb_build_object('runId', e.id, 'organizationId', e.organization_id), q.retry_limit,
          q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds,
          now() + q.retention_seconds * interval '1s', q.policy, q.dead_letter, q.heartbeat_seconds
        from pgboss.queue q, ended e where q.name = $2
        returning name
      )
      select pg_notify($3, name) from (select distinct name from sent) s`,
    [runIds, 'run.finalize', jobsChannel],
  )
}
