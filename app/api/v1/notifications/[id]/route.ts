import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getNotification } from '#lib/notifications/queries.ts'
import { NotificationDetailView } from '#lib/notifications/schema.ts'

export const GET = route(
  {
    summary: 'One notification with every try as it was seen on the wire',
    params: IdParams,
    reply: NotificationDetailView,
    permission: 'delivery:read',
  },
  ({ ctx, params }) => getNotification(ctx, params.id),
)
