import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { ReplyView, WithdrawReplyInput } from '#lib/policies/schema.ts'
import { withdrawReply } from '#lib/policies/withdraw-reply.ts'

export const POST = route(
  {
    summary: 'Let a person look at this wording again; the row stays, with why',
    params: IdParams,
    body: WithdrawReplyInput,
    reply: ReplyView,
    permission: 'review:decide',
    creates: true,
  },
  ({ ctx, params, body }) => withdrawReply(ctx, params.id, body),
)
