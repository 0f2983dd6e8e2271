import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { pauseRun } from '#lib/runs/pause-run.ts'
import { getRun } from '#lib/runs/queries.ts'
import { RunView } from '#lib/runs/schema.ts'

export const POST = route(
  {
    summary: 'Begin nothing new of a run; calls under way go on',
    params: IdParams,
    reply: RunView,
    permission: 'run:start',
  },
  async ({ ctx, params }) => {
    await pauseRun(ctx, params.id)
    return getRun(ctx, params.id)
  },
)
