import type { JobName } from '#lib/platform/jobs/catalog.ts'
import { jobsChannel, type Statements } from '#lib/platform/jobs/enqueue.ts'

/** Which queue finalizes runs. */
export const finalizeQueue: JobName = 'run.finalize'

/**
 * A job that finalizes each of the runs whose items have all ended, in this transaction too. One statement, so that
 * nobody waits for its answer; a function of the database (drizzle/0011_record_results.sql).
 */
export async function enqueueFinalize(tx: Statements, runIds: string[]): Promise<void> {
  if (runIds.length === 0) return
  await tx.executeSql('select earshot_enqueue_finalize($1::uuid[], $2, $3)', [
    runIds,
    finalizeQueue,
    jobsChannel,
  ])
}
