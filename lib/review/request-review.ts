import { sql } from 'drizzle-orm'

import { reviewItems } from '#db/schema/review.ts'
import { getExecutionRow } from '#lib/executions/queries.ts'
import { rejudgeExecution } from '#lib/executions/rejudge-execution.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { answerHashOf } from '#lib/policies/reply-form.ts'
import { isBlind } from '#lib/review/queries.ts'
import { publish } from '#lib/runs/publish.ts'

/** Puts an execution into the review queue, again if a person has decided it before. Returns the item's id. */
export async function requestReview(ctx: Ctx, executionId: string): Promise<{ id: string }> {
  authorize(ctx.actor, 'review:decide')
  return inTransaction(ctx, async (tx) => {
    const { execution, turns, validation } = await getExecutionRow(tx, executionId)
    const fresh = {
      // One that is in the queue stays what it is there: a blind audit must not open its eyes.
      reason: sql`case when ${reviewItems.status} = 'pending' then ${reviewItems.reason} else 'requested' end`,
      status: 'pending' as const,
      confidence: validation.automaticConfidence,
      // Whoever works on it goes on.
      claimedBy: sql`case when ${reviewItems.status} = 'pending' then ${reviewItems.claimedBy} end`,
      claimedAt: sql`case when ${reviewItems.status} = 'pending' then ${reviewItems.claimedAt} end`,
      leaseExpiresAt: sql`case when ${reviewItems.status} = 'pending' then ${reviewItems.leaseExpiresAt} end`,
      decidedAt: null,
    }
    const [item] = await tx.db
      .insert(reviewItems)
      .values({
        organizationId: tx.organizationId,
        executionId,
        runId: execution.runId,
        reason: 'requested',
        origin: 'requested',
        confidence: validation.automaticConfidence,
        answerHash: answerHashOf(turns),
      })
      .onConflictDoUpdate({ target: reviewItems.executionId, set: fresh })
      .returning({ id: reviewItems.id, reason: reviewItems.reason })
    if (!item) throw new Error('The review item has no id')
    // An open audit stays an automatic verdict until somebody decides it.
    if (!isBlind({ ...item, status: 'pending' }))
      await rejudgeExecution(tx, executionId, {
        verdict: validation.verdict,
        reviewStatus: 'manual_review',
      })
    await publish(withinCtx(tx), [
      { type: 'review', organization_id: tx.organizationId, run_id: execution.runId },
    ])
    await recordAudit(tx, {
      action: 'review.request',
      entityType: 'execution',
      entityId: executionId,
    })
    return { id: item.id }
  })
}
