import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getReply } from '#lib/policies/list-replies.ts'
import { ReplyView } from '#lib/policies/schema.ts'

export const GET = route(
  { summary: 'One wording that a person has decided on', params: IdParams, reply: ReplyView },
  ({ ctx, params }) => getReply(ctx, params.id),
)
