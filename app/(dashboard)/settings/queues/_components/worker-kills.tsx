import Link from 'next/link'

import { Card, CardHeader } from '#components/ui/card.tsx'
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
import type { WorkerKillView } from '#lib/runs/list-worker-kills.ts'

const listed = 5

/** The runs and cases it was at work on, the first few by name. */
function Items({ kill }: { kill: WorkerKillView }) {
  const { items, item_count: count } = kill
  if (count === 0) return <span className="text-muted-foreground">No execution</span>
  const more = count - Math.min(items.length, listed)
  return (
    <ul className="space-y-0.5">
      {items.slice(0, listed).map(({ id, run_id: runId, case_name: name, language }) => (
        <li key={id}>
          <Link href={`/runs/${runId}`} className="hover:underline">
            {name}
          </Link>{' '}
          <span className="text-muted-foreground text-xs">{language}</span>
        </li>
      ))}
      {more > 0 && (
        <li className="text-muted-foreground text-xs">
          {items.length === 0
            ? `${formatCount(more)} of other organizations`
            : `and ${formatCount(more)} more`}
        </li>
      )}
    </ul>
  )
}

/** The table of them alone. */
function KillsTable({ kills }: { kills: WorkerKillView[] }) {
  return (
    <Table aria-label="Killed workers">
      <TableHead>
        <TableRow>
          <TableHeader>Worker</TableHeader>
          <TableHeader>Killed</TableHeader>
          <TableHeader className="text-right">Silent for</TableHeader>
          <TableHeader>At work on</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {kills.map((kill) => (
          <TableRow key={kill.id}>
            <TableCell className="min-w-36">
              <span className="font-medium">{kill.hostname ?? 'Worker'}</span>{' '}
              {kill.pid !== null && (
                <span className="text-muted-foreground tabular-nums">pid {kill.pid}</span>
              )}
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={kill.killed_at} style="ago" />
            </TableCell>
            <TableCell className="text-right whitespace-nowrap tabular-nums">
              {formatCount(Math.round(kill.silent_ms / 1_000))} s
            </TableCell>
            <TableCell className="min-w-48">
              <Items kill={kill} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Workers that were killed for their silence, the latest first; nothing when there are none. */
export function WorkerKills({ kills }: { kills: WorkerKillView[] }) {
  if (kills.length === 0) return null
  return (
    <Card>
      <CardHeader
        title="Killed workers"
        description="Workers that did not answer for SILENCE_LIMIT_SECONDS were killed and started again. What they were at work on is run again, apart from everything else."
        className="pb-3"
      />
      <KillsTable kills={kills} />
    </Card>
  )
}
