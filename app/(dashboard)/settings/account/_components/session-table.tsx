import { EndSession } from '#app/(dashboard)/settings/account/_components/end-session.client.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { stackedTable } from '#components/ui/stacked-table.ts'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { SessionView } from '#lib/accounts/schema.ts'

function SessionRow({ session }: { session: SessionView }) {
  return (
    <TableRow>
      <TableCell className="min-w-44">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="break-words">{session.client}</span>
          {session.is_current && <Badge tone="accent">this one</Badge>}
          {session.kind === 'api' && <Badge tone="outline">API</Badge>}
        </span>
        <span className="text-muted-foreground block text-xs">
          {session.address ?? 'address not known'}
        </span>
      </TableCell>
      <TableCell className="text-muted-foreground whitespace-nowrap">
        <span className="md:sr-only">Last seen </span>
        <Time value={session.last_seen_at} style="ago" />
      </TableCell>
      <TableCell className="text-muted-foreground whitespace-nowrap">
        <span className="md:sr-only">Signed in </span>
        <Time value={session.signed_in_at} style="ago" />
      </TableCell>
      <TableCell className="text-right max-md:text-left md:w-px">
        {!session.is_current && <EndSession id={session.id} client={session.client} />}
      </TableCell>
    </TableRow>
  )
}

export function SessionTable({ sessions }: { sessions: SessionView[] }) {
  return (
    <Table aria-label="Sessions" className={stackedTable}>
      <TableHead>
        <TableRow>
          <TableHeader>Browser or program</TableHeader>
          <TableHeader>Last seen</TableHeader>
          <TableHeader>Signed in</TableHeader>
          <TableHeader>
            <span className="sr-only">End</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </TableBody>
    </Table>
  )
}
