import { getExecution } from '#lib/executions/queries.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { ExecutionView } from '#lib/runs/schema.ts'

export const GET = route(
  { summary: 'One execution with its evidence', params: IdParams, reply: ExecutionView },
  ({ ctx, params }) => getExecution(ctx, params.id),
)
