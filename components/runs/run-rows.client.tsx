'use client'

import Link from 'next/link'

import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { RunStatusBadge } from '#components/verdict/run-status-badge.tsx'
import { VerdictBar } from '#components/verdict/verdict-bar.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'
import type { RunRow } from '#components/runs/run-row.ts'

const modes = { voice: 'Voice', text: 'Text', twin: 'Twin' }

function passRate({ counts: { passed, failed } }: RunRow): string {
  return passed + failed === 0 ? '–' : formatShare(passed / (passed + failed))
}

function duration({ started_at, finished_at }: RunRow): string {
  if (!started_at || !finished_at) return '–'
  return formatDuration(Date.parse(finished_at) - Date.parse(started_at))
}

/** The rows as data: rendered on the server alone they would travel as elements, at three times the size. */
export function RunRows({ runs }: { runs: RunRow[] }) {
  return (
    <Table aria-label="Runs">
      <TableHead>
        <TableRow>
          <TableHeader>Run</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="text-right">Pass rate</TableHeader>
          <TableHeader className="min-w-32">Verdicts</TableHeader>
          <TableHeader className="text-right">Items</TableHeader>
          <TableHeader className="text-right">Took</TableHeader>
          <TableHeader>Started</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell className="max-w-40 sm:max-w-72">
              <Link
                href={`/runs/${run.id}`}
                className="block truncate font-medium hover:underline"
                title={run.name}
              >
                {run.name}
              </Link>
              <span className="text-muted-foreground block truncate text-xs">
                {modes[run.mode]} · {run.target}
              </span>
            </TableCell>
            <TableCell>
              <RunStatusBadge status={run.status} paused={run.paused} />
            </TableCell>
            <TableCell className="text-right tabular-nums">{passRate(run)}</TableCell>
            <TableCell>
              <VerdictBar counts={run.counts} />
            </TableCell>
            <TableCell className="text-right tabular-nums">
              {formatCount(run.counts.total)}
            </TableCell>
            <TableCell className="text-right tabular-nums">{duration(run)}</TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={run.created_at} style="ago" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
