import type { Statements } from '#lib/platform/jobs/enqueue.ts'

/** NOTIFY channel: items have begun to wait, and workers with free slots look at once. */
export const itemsChannel = 'earshot_items'

/** Tells all workers, when the transaction commits, that items wait. */
export async function wakeWorkers(tx: Statements): Promise<void> {
  await tx.executeSql('select pg_notify($1, $2)', [itemsChannel, ''])
}
