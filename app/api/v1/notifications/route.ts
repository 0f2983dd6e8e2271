import { route } from '#lib/http/route.ts'
import { listNotifications } from '#lib/notifications/queries.ts'
import { NotificationFilter, NotificationView } from '#lib/notifications/schema.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'

export const GET = route(
  {
    summary: 'What went out, what waits and what was held back, newest first',
    query: NotificationFilter,
    reply: pageOf(NotificationView),
    permission: 'delivery:read',
  },
  ({ ctx, query }) => listNotifications(ctx, query),
)
