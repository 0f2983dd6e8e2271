import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { log } from '#lib/platform/log.ts'
import { claimReview } from '#lib/review/claim-review.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { countOpenReviews } from '#lib/review/queries.ts'
import type { DecideReviewInput, NextReview } from '#lib/review/schema.ts'

/** The claim is a transaction or savepoint of its own: what fails in it takes no decision along. */
async function claimNext(ctx: Ctx, skip: string[]): Promise<NextReview | null> {
  try {
    return await inTransaction(ctx, async (tx) => {
      const task = await claimReview(tx, skip)
      return { task, remaining: await countOpenReviews(tx) }
    })
  } catch (err) {
    log.error({ err }, 'a decision was recorded, but the next review item could not be claimed')
    return null
  }
}

/**
 * Records a decision, then gives the reviewer the next item, as `claimReview` does; `skip` leaves out items that were put
 * aside. `next` is null when it could not be claimed: the decision is recorded all the same. Throws as `decideReview`
 * does, and claims nothing then.
 */
export async function decideAndClaim(
  ctx: Ctx,
  itemId: string,
  input: DecideReviewInput,
  skip: string[] = [],
) {
  const decided = await decideReview(ctx, itemId, input)
  return { ...decided, next: await claimNext(ctx, skip) }
}
