import { and, asc, eq, isNull, lt, ne, or, sql } from 'drizzle-orm'

import { reviewItems } from '#db/schema/review.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { getReviewTask } from '#lib/review/queries.ts'
import type { ReviewTaskView } from '#lib/review/schema.ts'

/** A claim holds this long unless the reviewer's page renews it. */
const leaseMinutes = 10

const lease = sql`now() + make_interval(mins => ${leaseMinutes})`

/** Ends the claims a reviewer holds, except `keep`: one person works on one item. */
async function releaseOthers(ctx: Ctx, keep: string | null): Promise<void> {
  await ctx.db
    .update(reviewItems)
    .set({ claimedBy: null, claimedAt: null, leaseExpiresAt: null })
    .where(
      and(
        eq(reviewItems.organizationId, ctx.organizationId),
        eq(reviewItems.status, 'pending'),
        eq(reviewItems.claimedBy, ctx.actor.id ?? ''),
        keep ? ne(reviewItems.id, keep) : undefined,
      ),
    )
}

/**
 * Gives the reviewer the next item nobody holds: their own first, then the least certain one. Two reviewers
 * never get the same item (row locks are skipped, not waited for). null when the queue is empty.
 * `skip` leaves out items the reviewer has put aside.
 */
export async function claimReview(ctx: Ctx, skip: string[] = []): Promise<ReviewTaskView | null> {
  authorize(ctx.actor, 'review:decide')
  const claimed = await inTransaction(ctx, async (tx) => {
    const mine = eq(reviewItems.claimedBy, tx.actor.id ?? '')
    const free = and(
      eq(reviewItems.organizationId, tx.organizationId),
      eq(reviewItems.status, 'pending'),
      or(isNull(reviewItems.claimedBy), lt(reviewItems.leaseExpiresAt, sql`now()`), mine),
      skip.length > 0 ? sql`${reviewItems.id} <> all(${sql.param(skip)}::uuid[])` : undefined,
    )
    const next = tx.db
      .select({ id: reviewItems.id })
      .from(reviewItems)
      .where(free)
      .orderBy(sql`${mine} is true desc`, asc(reviewItems.confidence), asc(reviewItems.id))
      .limit(1)
      .for('update', { skipLocked: true })
    const [item] = await tx.db
      .update(reviewItems)
      .set({
        claimedBy: tx.actor.id,
        claimedAt: sql`case when ${mine} then ${reviewItems.claimedAt} else now() end`,
        leaseExpiresAt: lease,
      })
      .where(eq(reviewItems.id, sql`(${next})`))
      .returning({ id: reviewItems.id })
    await releaseOthers(tx, item?.id ?? null)
    if (item)
      await recordAudit(tx, {
        action: 'review.claim',
        entityType: 'review_item',
        entityId: item.id,
      })
    return item ?? null
  })
  return claimed ? getReviewTask(ctx, claimed.id) : null
}

/** Renews a claim; false when it is no longer the reviewer's. */
export async function renewClaim(ctx: Ctx, itemId: string): Promise<boolean> {
  authorize(ctx.actor, 'review:decide')
  const renewed = await ctx.db
    .update(reviewItems)
    .set({ leaseExpiresAt: lease })
    .where(
      and(
        eq(reviewItems.id, itemId),
        eq(reviewItems.organizationId, ctx.organizationId),
        eq(reviewItems.status, 'pending'),
        eq(reviewItems.claimedBy, ctx.actor.id ?? ''),
      ),
    )
    .returning({ id: reviewItems.id })
  return renewed.length > 0
}
