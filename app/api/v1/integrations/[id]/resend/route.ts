import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { resendUndelivered } from '#lib/notifications/resend-undelivered.ts'
import { ResendUndeliveredView, UndeliveredPeriod } from '#lib/notifications/schema.ts'

export const POST = route(
  {
    summary:
      'Send again all messages of a connection that were given up or may not have arrived; repeating it sends none twice',
    params: IdParams,
    body: UndeliveredPeriod,
    reply: ResendUndeliveredView,
    permission: 'delivery:write',
  },
  ({ ctx, params, body }) => resendUndelivered(ctx, params.id, body),
)
