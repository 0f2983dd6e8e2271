import { linkIssue } from '#lib/defects/link-issue.ts'
import { DefectDetailView, LinkIssueInput } from '#lib/defects/schema.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  {
    summary: 'Link an issue that exists to a defect',
    params: IdParams,
    body: LinkIssueInput,
    reply: DefectDetailView,
    permission: 'defect:write',
    creates: true,
  },
  ({ ctx, params, body, signal }) => linkIssue(ctx, params.id, body, { signal }),
)
