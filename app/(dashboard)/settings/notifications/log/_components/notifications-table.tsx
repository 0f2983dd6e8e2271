import Link from 'next/link'

import { eventLabel } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import {
  NotificationStatusBadge,
  NotificationStatusText,
} from '#app/(dashboard)/settings/notifications/log/_components/notification-status.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { NotificationView } from '#lib/notifications/schema.ts'

/** What went out, what waits and what was held back, the newest first. */
export function NotificationsTable({ notifications }: { notifications: NotificationView[] }) {
  return (
    <Table aria-label="Outgoing log">
      <TableHead>
        <TableRow>
          <TableHeader>Message</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>To</TableHeader>
          <TableHeader className="text-right">Tries</TableHeader>
          <TableHeader>Written</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {notifications.map((notification) => (
          <TableRow key={notification.id}>
            <TableCell className="max-w-96 min-w-44 max-sm:max-w-44">
              <Link
                href={`/settings/notifications/log/${notification.id}`}
                className="block truncate font-medium hover:underline"
                title={notification.title}
              >
                {notification.title}
              </Link>
              <span className="text-muted-foreground block truncate text-xs">
                {eventLabel(notification.event)}
              </span>
            </TableCell>
            <TableCell className="max-w-md min-w-44 space-y-0.5">
              <NotificationStatusBadge status={notification.status} />
              <span className="text-muted-foreground line-clamp-2 text-xs break-words">
                <NotificationStatusText notification={notification} />
              </span>
            </TableCell>
            <TableCell className="max-w-40 truncate">{notification.connection.name}</TableCell>
            <TableCell className="text-right tabular-nums">{notification.attempts}</TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={notification.created_at} style="ago" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
