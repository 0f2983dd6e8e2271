import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listTargetVersions } from '#lib/targets/queries.ts'
import { TargetVersionView } from '#lib/targets/schema.ts'

export const GET = route(
  { summary: 'History of the settings', params: IdParams, reply: pageOf(TargetVersionView) },
  async ({ ctx, params }) => ({
    data: await listTargetVersions(ctx, params.id),
    next_cursor: null,
  }),
)
