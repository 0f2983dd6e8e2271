import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { deleteTarget } from '#lib/targets/delete-target.ts'
import { getTarget } from '#lib/targets/queries.ts'
import { TargetView, UpdateTargetInput } from '#lib/targets/schema.ts'
import { updateTarget } from '#lib/targets/update-target.ts'

export const GET = route(
  { summary: 'One target', params: IdParams, reply: TargetView },
  ({ ctx, params }) => getTarget(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change a target; null removes a secret, an absent one stays',
    params: IdParams,
    body: UpdateTargetInput,
    reply: TargetView,
    permission: 'target:write',
  },
  ({ ctx, params, body }) => updateTarget(ctx, params.id, body),
)

export const DELETE = route(
  {
    summary: 'Delete a target that no open run uses',
    params: IdParams,
    status: 204,
    permission: 'target:write',
  },
  ({ ctx, params }) => deleteTarget(ctx, params.id),
)
