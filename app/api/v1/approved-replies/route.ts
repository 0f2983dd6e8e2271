import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listReplies } from '#lib/policies/list-replies.ts'
import { ReplyFilter, ReplyView } from '#lib/policies/schema.ts'

export const GET = route(
  {
    summary: 'Wordings of replies that people have approved or rejected, the newest first',
    query: ReplyFilter,
    reply: pageOf(ReplyView),
  },
  ({ ctx, query }) => listReplies(ctx, query),
)
