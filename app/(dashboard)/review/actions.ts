'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { action } from '#lib/http/action.ts'
import { WithdrawReplyInput } from '#lib/policies/schema.ts'
import { withdrawReply } from '#lib/policies/withdraw-reply.ts'
import { claimReview, renewClaim } from '#lib/review/claim-review.ts'
import { decideAndClaim } from '#lib/review/decide-and-claim.ts'
import { countOpenReviews } from '#lib/review/queries.ts'
import { releaseReview } from '#lib/review/release-review.ts'
import { DecideReviewInput } from '#lib/review/schema.ts'

const Skipped = z.array(z.uuid()).max(500)

/** The next item nobody holds, and how many wait. */
export const claimAction = action(Skipped, async (ctx, skip) => {
  const task = await claimReview(ctx, skip)
  return { task, remaining: await countOpenReviews(ctx) }
})

/** Records a decision, and answers the next item with it; `next` is null when that could not be claimed. */
export const decideAction = action(
  z.object({ itemId: z.uuid(), input: DecideReviewInput, skip: Skipped }),
  async (ctx, { itemId, input, skip }) => {
    const decided = await decideAndClaim(ctx, itemId, input, skip)
    revalidatePath('/')
    return decided
  },
)

export const releaseAction = action(z.uuid(), releaseReview)

export const renewAction = action(z.uuid(), renewClaim)

/** Lets a person look at a wording again that a decision has ruled on. */
export const withdrawReplyAction = action(
  WithdrawReplyInput.extend({ id: z.uuid() }),
  async (ctx, { id, why }) => {
    await withdrawReply(ctx, id, { why })
    revalidatePath('/', 'layout')
  },
)
