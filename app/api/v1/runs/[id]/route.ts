import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getRun } from '#lib/runs/queries.ts'
import { RunView } from '#lib/runs/schema.ts'

export const GET = route(
  { summary: 'One run with its counts', params: IdParams, reply: RunView },
  ({ ctx, params }) => getRun(ctx, params.id),
)
