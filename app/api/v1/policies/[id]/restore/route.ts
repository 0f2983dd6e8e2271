import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { restorePolicy } from '#lib/policies/restore-policy.ts'
import { PolicyView, RestorePolicyInput } from '#lib/policies/schema.ts'

export const POST = route(
  {
    summary: 'Save an earlier version of a validation policy as a new version',
    params: IdParams,
    body: RestorePolicyInput,
    reply: PolicyView,
    status: 201,
    permission: 'policy:write',
    creates: true,
  },
  ({ ctx, params, body }) => restorePolicy(ctx, params.id, body),
)
