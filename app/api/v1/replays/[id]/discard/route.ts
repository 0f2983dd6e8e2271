import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { discardReplay } from '#lib/replays/discard-replay.ts'
import { ReplayView } from '#lib/replays/schema.ts'

export const POST = route(
  {
    summary: 'End a replay without applying it',
    params: IdParams,
    reply: ReplayView,
    permission: 'run:start',
  },
  ({ ctx, params }) => discardReplay(ctx, params.id),
)
