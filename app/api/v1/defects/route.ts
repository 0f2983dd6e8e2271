import { listDefects } from '#lib/defects/queries.ts'
import { DefectFilter, DefectView } from '#lib/defects/schema.ts'
import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'

export const GET = route(
  { summary: 'Defects, newest first', query: DefectFilter, reply: pageOf(DefectView) },
  ({ ctx, query }) => listDefects(ctx, query),
)
