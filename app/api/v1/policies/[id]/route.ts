import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getPolicy } from '#lib/policies/queries.ts'
import { PolicyView } from '#lib/policies/schema.ts'

export const GET = route(
  { summary: 'One version of a validation policy', params: IdParams, reply: PolicyView },
  ({ ctx, params }) => getPolicy(ctx, params.id),
)
