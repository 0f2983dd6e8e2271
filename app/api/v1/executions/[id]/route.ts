import { getExecution } from '#lib/executions/queries.ts'
import { ExecutionView } from '#lib/executions/schema.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  { summary: 'One execution with its evidence', params: IdParams, reply: ExecutionView },
  ({ ctx, params }) => getExecution(ctx, params.id),
)
