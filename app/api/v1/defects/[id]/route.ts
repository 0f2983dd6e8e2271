import { getDefect } from '#lib/defects/queries.ts'
import { DefectDetailView, UpdateDefectInput } from '#lib/defects/schema.ts'
import { updateDefect } from '#lib/defects/update-defect.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  { summary: 'A defect with its evidence', params: IdParams, reply: DefectDetailView },
  ({ ctx, params }) => getDefect(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change a defect: state, severity, assignee, title and description',
    params: IdParams,
    body: UpdateDefectInput,
    reply: DefectDetailView,
    permission: 'defect:write',
  },
  ({ ctx, params, body }) => updateDefect(ctx, params.id, body),
)
