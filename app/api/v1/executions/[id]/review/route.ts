import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getReviewItem } from '#lib/review/queries.ts'
import { requestReview } from '#lib/review/request-review.ts'
import { ReviewItemView } from '#lib/review/schema.ts'

export const POST = route(
  {
    summary: 'Put an execution into the review queue',
    params: IdParams,
    reply: ReviewItemView,
    status: 201,
    permission: 'review:decide',
    creates: true,
  },
  async ({ ctx, params }) => getReviewItem(ctx, (await requestReview(ctx, params.id)).id),
)
