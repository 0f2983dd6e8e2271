import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listPolicies } from '#lib/policies/queries.ts'
import { savePolicy } from '#lib/policies/save-policy.ts'
import { PolicyFilter, PolicyView, SavePolicyInput } from '#lib/policies/schema.ts'

export const GET = route(
  {
    summary: 'Versions of validation policies, the newest first: of all scopes, or of one',
    query: PolicyFilter,
    reply: pageOf(PolicyView),
  },
  ({ ctx, query }) => listPolicies(ctx, query),
)

export const POST = route(
  {
    summary:
      'Save a new version of the policy of a scope; settings null lets the wider scope hold again',
    body: SavePolicyInput,
    reply: PolicyView,
    status: 201,
    permission: 'policy:write',
    creates: true,
  },
  ({ ctx, body }) => savePolicy(ctx, body),
)
