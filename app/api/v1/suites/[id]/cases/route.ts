import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { PageQuery, pageOf } from '#lib/platform/format/cursor.ts'
import { createCase } from '#lib/suites/create-case.ts'
import { listCases } from '#lib/suites/queries.ts'
import { CaseInput, CaseView } from '#lib/suites/schema.ts'

export const GET = route(
  {
    summary: 'Cases in the order of the suite',
    params: IdParams,
    query: PageQuery,
    reply: pageOf(CaseView),
  },
  ({ ctx, params, query }) => listCases(ctx, params.id, query),
)

export const POST = route(
  {
    summary: 'Add a case: the case object of a suite file',
    params: IdParams,
    body: CaseInput,
    reply: CaseView,
    status: 201,
    permission: 'suite:write',
    creates: true,
  },
  ({ ctx, params, body }) => createCase(ctx, params.id, body),
)
