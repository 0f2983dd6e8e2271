import { and, eq } from 'drizzle-orm'

import { voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError, NotFoundError } from '#lib/platform/errors.ts'
import { lockRun, refuseSearch } from '#lib/runs/lock-run.ts'
import { reopenItems, retriable } from '#lib/runs/queue/reopen-items.ts'

async function findItem(ctx: Ctx, executionId: string) {
  const [found] = await ctx.db
    .select({ itemId: voiceTestExecutions.itemId, runId: voiceTestExecutions.runId })
    .from(voiceTestExecutions)
    .where(
      and(
        eq(voiceTestExecutions.id, executionId),
        eq(voiceTestExecutions.organizationId, ctx.organizationId),
      ),
    )
  if (!found) throw new NotFoundError('execution', executionId)
  return found
}

/**
 * Runs the item of one execution again, whatever its verdict: the next attempt is the one that counts, this and all
 * earlier ones stay linked to it. Its run may be under way, the item must have ended. Throws `ConflictError` when it
 * has not, when the run was cancelled, and when people had it tried again `MAX_ITEM_RETRIES` times already.
 */
export async function retryExecution(ctx: Ctx, executionId: string): Promise<{ runId: string }> {
  authorize(ctx.actor, 'run:start')
  const { itemId, runId } = await findItem(ctx, executionId)
  return inTransaction(ctx, async (tx) => {
    const run = await lockRun(tx, runId)
    refuseSearch(run)
    if (run.status === 'cancelled')
      throw new ConflictError('The run was cancelled; start a new run instead')
    const [item] = await tx.db
      .select({
        id: testExecutionQueue.id,
        status: testExecutionQueue.status,
        manualRetries: testExecutionQueue.manualRetries,
      })
      .from(testExecutionQueue)
      .where(and(eq(testExecutionQueue.id, itemId), eq(testExecutionQueue.runId, runId)))
      .for('update')
    if (!item) throw new NotFoundError('item', itemId)
    if (item.status !== 'completed' && item.status !== 'failed')
      throw new ConflictError('The item is already being run')
    await reopenItems(tx, runId, retriable([item]))
    await recordAudit(tx, {
      action: 'execution.retry',
      entityType: 'execution',
      entityId: executionId,
      detail: { run: runId, item: itemId },
    })
    return { runId }
  })
}
