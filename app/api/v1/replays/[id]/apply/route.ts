import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { applyReplay } from '#lib/replays/apply-replay.ts'
import { ReplayView } from '#lib/replays/schema.ts'

export const POST = route(
  {
    summary: "Put the new judgements in the place of the old ones; people's decisions stay",
    params: IdParams,
    reply: ReplayView,
    status: 202,
    permission: 'run:start',
  },
  ({ ctx, params }) => applyReplay(ctx, params.id),
)
