import { and, eq } from 'drizzle-orm'

import { reviewItems } from '#db/schema/review.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { getReviewItem } from '#lib/review/queries.ts'

/** Puts a claimed item back for others. Throws `ConflictError` when somebody else holds it. */
export async function releaseReview(ctx: Ctx, itemId: string): Promise<void> {
  authorize(ctx.actor, 'review:decide')
  await inTransaction(ctx, async (tx) => {
    const { claimed_by } = await getReviewItem(tx, itemId)
    if (claimed_by && claimed_by.id !== tx.actor.id)
      throw new ConflictError(`${claimed_by.name} is working on this item`)
    await tx.db
      .update(reviewItems)
      .set({ claimedBy: null, claimedAt: null, leaseExpiresAt: null })
      .where(and(eq(reviewItems.id, itemId), eq(reviewItems.organizationId, tx.organizationId)))
    await recordAudit(tx, {
      action: 'review.release',
      entityType: 'review_item',
      entityId: itemId,
    })
  })
}
