import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'

import { testExecutionQueue } from '#db/schema/runs.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { lockRun, refuseSearch } from '#lib/runs/lock-run.ts'
import { reopenItems, retriable } from '#lib/runs/queue/reopen-items.ts'

export const RetryItemsInput = z.strictObject({
  /** which items: judged as failed, not judgeable, or both */
  which: z.enum(['failed', 'invalid', 'all']).default('all'),
})
export type RetryItemsInput = z.input<typeof RetryItemsInput>

/**
 * Runs the failed and invalid items of an ended run again: each keeps its row, its earlier attempts stay and
 * are shown. Returns how many are tried again, and how many have been `MAX_ITEM_RETRIES` times already and are left as
 * they are. Throws `ConflictError` while the run is under way, and when no item may be tried again.
 */
export async function retryItems(
  ctx: Ctx,
  runId: string,
  input: RetryItemsInput = {},
): Promise<{ items: number; exhausted: number }> {
  authorize(ctx.actor, 'run:start')
  const { which } = RetryItemsInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const run = await lockRun(tx, runId)
    refuseSearch(run)
    if (run.status !== 'completed' && run.status !== 'failed')
      throw new ConflictError('Only a run that has ended can be retried')
    const items = await tx.db
      .select({ id: testExecutionQueue.id, manualRetries: testExecutionQueue.manualRetries })
      .from(testExecutionQueue)
      .where(
        and(
          eq(testExecutionQueue.runId, runId),
          inArray(testExecutionQueue.verdict, which === 'all' ? ['failed', 'invalid'] : [which]),
        ),
      )
      .for('update')
    const ids = retriable(items)
    const exhausted = items.length - ids.length
    if (ids.length === 0) return { items: 0, exhausted }
    await reopenItems(tx, runId, ids)
    await recordAudit(tx, {
      action: 'run.retry',
      entityType: 'run',
      entityId: runId,
      detail: { which, items: ids.length, exhausted },
    })
    return { items: ids.length, exhausted }
  })
}
