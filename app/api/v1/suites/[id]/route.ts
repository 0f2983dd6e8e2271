import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { deleteSuite } from '#lib/suites/delete-suite.ts'
import { getSuite } from '#lib/suites/queries.ts'
import { SuiteView, UpdateSuiteInput } from '#lib/suites/schema.ts'
import { updateSuite } from '#lib/suites/update-suite.ts'

export const GET = route(
  { summary: 'One suite', params: IdParams, reply: SuiteView },
  ({ ctx, params }) => getSuite(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change a suite',
    params: IdParams,
    body: UpdateSuiteInput,
    reply: SuiteView,
    permission: 'suite:write',
  },
  ({ ctx, params, body }) => updateSuite(ctx, params.id, body),
)

export const DELETE = route(
  {
    summary: 'Delete a suite; what was executed stays readable',
    params: IdParams,
    status: 204,
    permission: 'suite:write',
  },
  ({ ctx, params }) => deleteSuite(ctx, params.id),
)
