import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getSearch } from '#lib/robustness/queries.ts'
import { SearchDetailView } from '#lib/robustness/schema.ts'

export const GET = route(
  { summary: 'A search with its curve', params: IdParams, reply: SearchDetailView },
  ({ ctx, params }) => getSearch(ctx, params.id),
)
