import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getReviewItem } from '#lib/review/queries.ts'
import { releaseReview } from '#lib/review/release-review.ts'
import { ReviewItemView } from '#lib/review/schema.ts'

export const POST = route(
  {
    summary: 'Put a claimed item back',
    params: IdParams,
    reply: ReviewItemView,
    permission: 'review:decide',
  },
  async ({ ctx, params }) => {
    await releaseReview(ctx, params.id)
    return getReviewItem(ctx, params.id)
  },
)
