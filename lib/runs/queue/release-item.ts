import type { Sql } from '#db/client.ts'
import { withinSql } from '#lib/platform/jobs/enqueue.ts'
import { wakeWorkers } from '#lib/runs/queue/wake-workers.ts'

/**
 * Lets an item wait that a job was sent for: a dead letter that was sent again, or the job of a version in which each item
 * had one. It has all its tries. One that is under way or over stays as it is.
 */
export async function releaseItem(
  sql: Sql,
  { organizationId, itemId }: { organizationId: string; itemId: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    const released = await tx`
      update test_execution_queue set admitted_at = null, not_before = null, tries = 0
      where id = ${itemId} and organization_id = ${organizationId} and status = 'pending'`
    if (released.count > 0) await wakeWorkers(withinSql(tx))
  })
}
