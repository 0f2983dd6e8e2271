import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getReviewTask } from '#lib/review/queries.ts'
import { ReviewTaskView } from '#lib/review/schema.ts'

export const GET = route(
  { summary: 'One review item with its execution', params: IdParams, reply: ReviewTaskView },
  ({ ctx, params }) => getReviewTask(ctx, params.id),
)
