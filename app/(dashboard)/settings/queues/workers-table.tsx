import { Badge } from '#components/ui/badge.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { WorkerState } from '#lib/jobs/list-workers.ts'

export function WorkersTable({ workers }: { workers: WorkerState[] }) {
  return (
    <Table aria-label="Workers">
      <TableHead>
        <TableRow>
          <TableHeader>Worker</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="text-right">Calls</TableHeader>
          <TableHeader className="text-right">Calls at most</TableHeader>
          <TableHeader>Started</TableHeader>
          <TableHeader>Last seen</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {workers.map(({ id, hostname, pid, state, alive, inFlight, capacity, ...worker }) => (
          <TableRow key={id}>
            <TableCell className="min-w-36">
              <span className="font-medium">{hostname}</span>{' '}
              <span className="text-muted-foreground tabular-nums">pid {pid}</span>
            </TableCell>
            <TableCell>
              <Badge tone={alive ? 'passed' : 'failed'}>{alive ? state : 'silent'}</Badge>
            </TableCell>
            <TableCell className="text-right tabular-nums">{alive ? inFlight : '–'}</TableCell>
            <TableCell className="text-right tabular-nums">{capacity}</TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={worker.startedAt.toISOString()} style="ago" />
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={worker.seenAt.toISOString()} style="ago" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
