import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'

import { reviewItems } from '#db/schema/review.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { answerHashOf } from '#lib/policies/reply-form.ts'

type Rejudged = {
  executionId: string
  runId: string
  turns: readonly TurnEvidence[]
  validation: Validation
  /** of the policy: probability with which an automatic verdict is drawn as an audit */
  auditShare: number
}

/** Puts it into the queue; one that is there already stays, unless it had been withdrawn. */
async function ask(tx: Ctx, { executionId, runId, turns, validation, auditShare }: Rejudged) {
  const reason = validation.status === 'manual_review' ? ('doubtful' as const) : ('audit' as const)
  const share = reason === 'audit' ? auditShare : null
  const { confidence } = validation
  await tx.db
    .insert(reviewItems)
    .values({
      organizationId: tx.organizationId,
      executionId,
      runId,
      reason,
      origin: reason,
      auditShare: share,
      answerHash: answerHashOf(turns),
      confidence,
    })
    .onConflictDoUpdate({
      target: reviewItems.executionId,
      set: { status: 'pending', reason, auditShare: share, confidence },
      setWhere: eq(reviewItems.status, 'withdrawn'),
    })
}

/**
 * Brings the queue in line with a new judgement of a final execution that no person has decided: what is doubtful or drawn
 * is asked for, what was only doubtful and is not any more is withdrawn, unless somebody works on it.
 */
export async function queueReview(tx: Ctx, rejudged: Rejudged): Promise<void> {
  const { executionId, validation } = rejudged
  if (validation.status === 'manual_review' || validation.audit) return ask(tx, rejudged)
  await tx.db
    .update(reviewItems)
    .set({ status: 'withdrawn' })
    .where(
      and(
        eq(reviewItems.executionId, executionId),
        eq(reviewItems.organizationId, tx.organizationId),
        eq(reviewItems.status, 'pending'),
        eq(reviewItems.reason, 'doubtful'),
        or(isNull(reviewItems.leaseExpiresAt), lt(reviewItems.leaseExpiresAt, sql`now()`)),
      ),
    )
}
