import { deadLetterOf, jobNames, type JobName } from '#lib/platform/jobs/catalog.ts'
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
