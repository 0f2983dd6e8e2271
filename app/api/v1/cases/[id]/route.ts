import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { deleteCase } from '#lib/suites/delete-case.ts'
import { getCase } from '#lib/suites/queries.ts'
import { CaseView, UpdateCaseInput } from '#lib/suites/schema.ts'
import { updateCase } from '#lib/suites/update-case.ts'

export const GET = route(
  { summary: 'One case', params: IdParams, reply: CaseView },
  ({ ctx, params }) => getCase(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change parts of a case; a change makes a version',
    params: IdParams,
    body: UpdateCaseInput,
    reply: CaseView,
    permission: 'suite:write',
  },
  ({ ctx, params, body }) => updateCase(ctx, params.id, body),
)

export const DELETE = route(
  {
    summary: 'Delete a case; its versions and executions stay readable',
    params: IdParams,
    status: 204,
    permission: 'suite:write',
  },
  ({ ctx, params }) => deleteCase(ctx, params.id),
)
