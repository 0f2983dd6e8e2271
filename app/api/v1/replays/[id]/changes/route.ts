import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listReplayChanges } from '#lib/replays/queries.ts'
import { ReplayChangeFilter, ReplayChangeView } from '#lib/replays/schema.ts'

export const GET = route(
  {
    summary: 'Executions that a replay judges differently; open blind audits are left out',
    params: IdParams,
    query: ReplayChangeFilter,
    reply: pageOf(ReplayChangeView),
  },
  ({ ctx, params, query }) => listReplayChanges(ctx, params.id, query),
)
