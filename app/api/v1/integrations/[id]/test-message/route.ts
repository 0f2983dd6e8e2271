import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { TestMessageView } from '#lib/notifications/schema.ts'
import { sendTestMessage } from '#lib/notifications/send-test-message.ts'

export const POST = route(
  {
    summary: 'Send a real message with the saved secrets and return what the provider answered',
    params: IdParams,
    reply: TestMessageView,
    permission: 'integration:write',
  },
  ({ ctx, params, signal }) => sendTestMessage(ctx, params.id, { signal }),
)
