import { route } from '#lib/http/route.ts'
import { getPolicyInForce } from '#lib/policies/queries.ts'
import { PolicyInForceQuery, PolicyInForceView } from '#lib/policies/schema.ts'

export const GET = route(
  {
    summary: 'The validation policy that judges a case, a suite, or all others',
    query: PolicyInForceQuery,
    reply: PolicyInForceView,
  },
  ({ ctx, query }) => getPolicyInForce(ctx, query),
)
