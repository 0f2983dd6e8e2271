import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listCaseVersions } from '#lib/suites/queries.ts'
import { CaseVersionView } from '#lib/suites/schema.ts'

export const GET = route(
  {
    summary: 'All versions of a case, newest first',
    params: IdParams,
    reply: pageOf(CaseVersionView),
  },
  async ({ ctx, params }) => ({ data: await listCaseVersions(ctx, params.id), next_cursor: null }),
)
