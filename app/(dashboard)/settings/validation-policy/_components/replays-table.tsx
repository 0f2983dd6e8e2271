import Link from 'next/link'

import { isMoving, policyWords, replayLooks, scopeWords } from '#components/replays/replay-words.ts'
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
import { formatCount, formatQuantity } from '#lib/platform/format/share.ts'
import type { ReplayView } from '#lib/replays/schema.ts'

function Found({ replay }: { replay: ReplayView }) {
  const { summary, judged, total } = replay
  if (isMoving(replay) && replay.state === 'running')
    return `${formatCount(judged)} of ${formatCount(total)} judged`
  if (!summary) return replay.reason ?? '–'
  if (summary.changed === 0) return 'nothing changes'
  return `${formatQuantity(summary.changed, 'change')}, ${formatQuantity(summary.verdicts, 'verdict flips', 'verdicts flip')}`
}

export function ReplaysTable({ replays }: { replays: ReplayView[] }) {
  return (
    <Table aria-label="Replays" className={stackedTable}>
      <TableHead>
        <TableRow>
          <TableHeader>Judged again</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>Found</TableHeader>
          <TableHeader>By</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {replays.map((replay) => {
          const { label, tone } = replayLooks[replay.state]
          return (
            <TableRow key={replay.id}>
              <TableCell className="max-w-80 min-w-44">
                <Link
                  href={`/replays/${replay.id}`}
                  className="block truncate font-medium hover:underline"
                >
                  {scopeWords(replay)}
                </Link>
                <span className="text-muted-foreground block truncate text-xs">
                  {formatQuantity(replay.total, 'execution')}, {policyWords(replay)}
                  {replay.note && `: ${replay.note}`}
                </span>
              </TableCell>
              <TableCell>
                <Badge tone={tone}>{label}</Badge>
              </TableCell>
              <TableCell className="whitespace-nowrap tabular-nums">
                <Found replay={replay} />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {replay.created_by?.name ?? 'a former user'}
                <Time
                  value={replay.created_at}
                  style="ago"
                  className="text-muted-foreground block text-xs"
                />
              </TableCell>
            </TableRow>
          )
        })}
      </TableBody>
    </Table>
  )
}
