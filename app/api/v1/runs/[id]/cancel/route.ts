import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { getRun } from '#lib/runs/queries.ts'
import { RunView } from '#lib/runs/schema.ts'

export const POST = route(
  {
    summary: 'End a run now; what was judged stays',
    params: IdParams,
    reply: RunView,
    permission: 'run:cancel',
  },
  async ({ ctx, params }) => {
    await cancelRun(ctx, params.id)
    return getRun(ctx, params.id)
  },
)
