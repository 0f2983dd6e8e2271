import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { formatCount } from '#lib/platform/format/share.ts'
import type { QueueDepth } from '#lib/platform/jobs/queue-depths.ts'

export function QueuesTable({ queues }: { queues: QueueDepth[] }) {
  return (
    <Table aria-label="Queues">
      <TableHead>
        <TableRow>
          <TableHeader>Queue</TableHeader>
          <TableHeader className="text-right">Waiting</TableHeader>
          <TableHeader className="text-right">Active</TableHeader>
          <TableHeader className="text-right">Dead</TableHeader>
          <TableHeader>Oldest waits since</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {queues.map(({ name, waiting, active, dead, oldestWaiting }) => (
          <TableRow key={name}>
            <TableCell className="font-mono text-xs">{name}</TableCell>
            <TableCell className="text-right tabular-nums">{formatCount(waiting)}</TableCell>
            <TableCell className="text-right tabular-nums">{formatCount(active)}</TableCell>
            <TableCell
              className={`text-right tabular-nums ${dead > 0 ? 'text-failed font-medium' : ''}`}
            >
              {formatCount(dead)}
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              {oldestWaiting ? <Time value={oldestWaiting.toISOString()} style="ago" /> : '–'}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
