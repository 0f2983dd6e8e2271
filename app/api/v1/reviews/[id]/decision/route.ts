import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { getReviewItem } from '#lib/review/queries.ts'
import { DecideReviewInput, ReviewItemView } from '#lib/review/schema.ts'

export const POST = route(
  {
    summary: 'Decide an item; the decision overrides the automatic verdict',
    params: IdParams,
    body: DecideReviewInput,
    reply: ReviewItemView,
    permission: 'review:decide',
    creates: true,
  },
  async ({ ctx, params, body }) => {
    await decideReview(ctx, params.id, body)
    return getReviewItem(ctx, params.id)
  },
)
