import { reviewItems } from '#db/schema/index.ts'
import { getExecutionRow } from '#lib/runs/execution-queries.ts'
import { rejudgeExecution } from '#lib/runs/rejudge-execution.ts'

import { recordAudit } from '../audit/record-audit.ts'
import { authorize } from '../auth/authorize.ts'
import { inTransaction, type Ctx } from '../context.ts'
import { withinCtx } from '../jobs/enqueue.ts'
import { announce } from '../runs/announce.ts'

/** Puts an execution into the review queue, again if a person has decided it before. Returns the item's id. */
export async function requestReview(ctx: Ctx, executionId: string): Promise<{ id: string }> {
  authorize(ctx.actor, 'review:decide')
  return inTransaction(ctx, async (tx) => {
    const { execution, validation } = await getExecutionRow(tx, executionId)
    const fresh = {
      reason: 'requested' as const,
      status: 'pending' as const,
      confidence: validation.confidence,
      claimedBy: null,
      claimedAt: null,
      leaseExpiresAt: null,
      decidedAt: null,
    }
    const [item] = await tx.db
      .insert(reviewItems)
      .values({ organizationId: tx.organizationId, executionId, runId: execution.runId, ...fresh })
      .onConflictDoUpdate({ target: reviewItems.executionId, set: fresh })
      .returning({ id: reviewItems.id })
    if (!item) throw new Error('The review item has no id')
    await rejudgeExecution(tx, executionId, {
      verdict: validation.verdict,
      reviewStatus: 'manual_review',
    })
    await announce(withinCtx(tx), [
      { type: 'review', organization_id: tx.organizationId, run_id: execution.runId },
    ])
    await recordAudit(tx, {
      action: 'review.request',
      entityType: 'execution',
      entityId: executionId,
    })
    return item
  })
}
