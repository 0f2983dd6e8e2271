import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { PageQuery, pageOf } from '#lib/platform/format/cursor.ts'
import { createSuite } from '#lib/suites/create-suite.ts'
import { listSuites } from '#lib/suites/queries.ts'
import { CreateSuiteInput, SuiteView } from '#lib/suites/schema.ts'

export const GET = route(
  {
    summary: 'Suites by name',
    query: PageQuery.extend({
      search: z.string().max(200).optional(),
      tag: z.string().max(50).optional(),
    }),
    reply: pageOf(SuiteView),
  },
  ({ ctx, query }) => listSuites(ctx, query),
)

export const POST = route(
  {
    summary: 'Make a suite',
    body: CreateSuiteInput,
    reply: SuiteView,
    status: 201,
    permission: 'suite:write',
    creates: true,
  },
  ({ ctx, body }) => createSuite(ctx, body),
)
