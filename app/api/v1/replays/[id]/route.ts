import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getReplay } from '#lib/replays/queries.ts'
import { ReplayView } from '#lib/replays/schema.ts'

export const GET = route(
  {
    summary: 'One replay: its progress and what would change',
    params: IdParams,
    reply: ReplayView,
  },
  ({ ctx, params }) => getReplay(ctx, params.id),
)
