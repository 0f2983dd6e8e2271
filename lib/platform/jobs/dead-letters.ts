import { deadLetterOf, jobNames, type JobName, type Payload } from '#lib/platform/jobs/catalog.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'

/** Removes dead letters that somebody has dealt with: those of queue `name` whose payload has one of `ids` as `field`. */
export async function removeDeadLetters(
  statements: Statements,
  name: JobName,
  field: 'itemId' | 'runId',
  ids: string[],
): Promise<void> {
  await statements.executeSql(
    'delete from pgboss.job where name = $1 and data ->> $2 = any($3::text[])',
    [deadLetterOf(name), field, ids],
  )
}

/** Removes the dead letters with these ids, which the caller has locked. */
export async function dropDeadLetters(statements: Statements, ids: string[]): Promise<void> {
  await statements.executeSql(
    'delete from pgboss.job where name = any($1::text[]) and id = any($2::uuid[])',
    [jobNames.map(deadLetterOf), ids],
  )
}

type Death<N extends JobName> = {
  payload: Payload<N>
  /** tries after the first */
  retries: number
  cause: string
}

/**
 * Puts work that has used up its tries, and was no job of pg-boss's own, among the dead letters of queue `name`: in the
 * form that pg-boss gives to a job which it moves there.
 */
export async function putDeadLetters<N extends JobName>(
  statements: Statements,
  name: N,
  deaths: Death<N>[],
): Promise<void> {
  if (deaths.length === 0) return
  await statements.executeSql(
    `insert into pgboss.job (name, data, retry_limit, retry_backoff, retry_delay, keep_until,
        deletion_seconds, expire_seconds, heartbeat_seconds, source_name, source_retry_count, source_output)
      select q.name, d.payload, q.retry_limit, q.retry_backoff, q.retry_delay,
        now() + q.retention_seconds * interval '1s', q.deletion_seconds, q.expire_seconds, q.heartbeat_seconds,
        $2, d.retries, jsonb_build_object('message', d.cause)
      from pgboss.queue q, jsonb_to_recordset($3::text::jsonb) as d(payload jsonb, retries int, cause text)
      where q.name = $1`,
    [deadLetterOf(name), name, JSON.stringify(deaths)],
  )
}
