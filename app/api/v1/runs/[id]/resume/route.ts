import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getRun } from '#lib/runs/queries.ts'
import { resumeRun } from '#lib/runs/resume-run.ts'
import { RunView } from '#lib/runs/schema.ts'

export const POST = route(
  {
    summary: 'Let the waiting items of a paused run begin',
    params: IdParams,
    reply: RunView,
    permission: 'run:start',
  },
  async ({ ctx, params }) => {
    await resumeRun(ctx, params.id)
    return getRun(ctx, params.id)
  },
)
