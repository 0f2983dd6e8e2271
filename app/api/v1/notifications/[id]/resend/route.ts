import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { resendNotification } from '#lib/notifications/resend-notification.ts'
import { NotificationDetailView } from '#lib/notifications/schema.ts'

export const POST = route(
  {
    summary: 'Send a notification now, or once more under the same id',
    params: IdParams,
    reply: NotificationDetailView,
    permission: 'delivery:write',
    creates: true,
  },
  ({ ctx, params }) => resendNotification(ctx, params.id),
)
