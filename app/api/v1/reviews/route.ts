import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listReviews } from '#lib/review/queries.ts'
import { ReviewFilter, ReviewItemView } from '#lib/review/schema.ts'

export const GET = route(
  { summary: 'The review queue, oldest first', query: ReviewFilter, reply: pageOf(ReviewItemView) },
  ({ ctx, query }) => listReviews(ctx, query),
)
