import { retryExecution } from '#lib/executions/retry-execution.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getRun } from '#lib/runs/queries.ts'
import { RunView } from '#lib/runs/schema.ts'

export const POST = route(
  {
    summary: 'Run the item of an ended execution again, within its run; earlier attempts stay',
    params: IdParams,
    reply: RunView,
    status: 202,
    permission: 'run:start',
    creates: true,
  },
  async ({ ctx, params }) => getRun(ctx, (await retryExecution(ctx, params.id)).runId),
)
