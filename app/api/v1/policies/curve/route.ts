import { route } from '#lib/http/route.ts'
import { policyCurve } from '#lib/policies/policy-curve.ts'
import { CurveQuery, CurveView } from '#lib/policies/schema.ts'

export const GET = route(
  {
    summary: 'Numbers for choosing a validation policy, and what changes if a number changes',
    query: CurveQuery,
    reply: CurveView,
  },
  ({ ctx, query }) => policyCurve(ctx, query),
)
