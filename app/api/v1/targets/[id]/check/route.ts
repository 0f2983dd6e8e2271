import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { checkTarget } from '#lib/targets/check-target.ts'
import { CheckView } from '#lib/targets/schema.ts'

export const POST = route(
  {
    summary: 'Ask the target one harmless question',
    params: IdParams,
    reply: CheckView,
    permission: 'target:write',
  },
  ({ ctx, params, signal }) => checkTarget(ctx, params.id, signal),
)
