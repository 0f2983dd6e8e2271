import { z } from 'zod'

import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { diffPolicies } from '#lib/policies/queries.ts'
import { PolicyDiffView } from '#lib/policies/schema.ts'

export const GET = route(
  {
    summary:
      'What differs between two versions of validation policies; without another, from the one before',
    params: IdParams,
    query: z.strictObject({ with: z.uuid().optional() }),
    reply: PolicyDiffView,
  },
  ({ ctx, params, query }) => diffPolicies(ctx, params.id, query.with),
)
