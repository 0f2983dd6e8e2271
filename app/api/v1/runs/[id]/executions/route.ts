import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter, RunItemPage } from '#lib/runs/schema.ts'

export const GET = route(
  {
    summary: 'Items of a run, each with its last execution',
    params: IdParams,
    query: RunItemFilter,
    reply: RunItemPage,
  },
  ({ ctx, params, query }) => listRunItems(ctx, params.id, query),
)
