import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { decideAndClaim } from '#lib/review/decide-and-claim.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { getReviewItem } from '#lib/review/queries.ts'
import { DecideAndClaimInput, DecidedReviewView } from '#lib/review/schema.ts'

export const POST = route(
  {
    summary: 'Decide an item; the decision overrides the automatic verdict',
    params: IdParams,
    body: DecideAndClaimInput,
    reply: DecidedReviewView,
    permission: 'review:decide',
    creates: true,
  },
  async ({ ctx, params, body: { claim_next, ...decision } }) => {
    if (!claim_next) {
      await decideReview(ctx, params.id, decision)
      return getReviewItem(ctx, params.id)
    }
    const { next } = await decideAndClaim(ctx, params.id, decision, claim_next.skip)
    const item = await getReviewItem(ctx, params.id)
    return next ? { ...item, next: next.task } : item
  },
)
