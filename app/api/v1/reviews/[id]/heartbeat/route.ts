import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { renewClaim } from '#lib/review/claim-review.ts'
import { getReviewItem } from '#lib/review/queries.ts'
import { ReviewItemView } from '#lib/review/schema.ts'

export const POST = route(
  {
    summary: 'Reserve a claimed item for ten more minutes',
    params: IdParams,
    reply: ReviewItemView,
    permission: 'review:decide',
  },
  async ({ ctx, params }) => {
    const item = await getReviewItem(ctx, params.id)
    if (!(await renewClaim(ctx, item.id)))
      throw new ConflictError('Your reservation of this item has ended')
    return getReviewItem(ctx, params.id)
  },
)
