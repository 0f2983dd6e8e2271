import Link from 'next/link'

import { type Axis, formatLevel } from '#components/robustness/axis-texts.ts'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { Outcome } from '#components/verdict/types.ts'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import { formatShare } from '#lib/platform/format/share.ts'
import type { ProbeView } from '#lib/robustness/schema.ts'

type Try = ProbeView['tries'][number]

const outcomeOf = ({ status, verdict }: Try): Outcome =>
  status === 'pending' || status === 'running' || status === 'cancelled'
    ? status
    : (verdict ?? 'invalid')

function judgement({ open, passed, failed }: ProbeView): string {
  if (open > 0) return `${passed + failed} judged, ${open} to come`
  if (passed + failed === 0) return 'not judged'
  return passed > failed ? 'passes' : 'fails'
}

/** Each level with what was said there, each try a way to its execution. */
export function ProbesTable({ axis, probes }: { axis: Axis; probes: ProbeView[] }) {
  return (
    <Table aria-label="Levels">
      <TableHead>
        <TableRow>
          <TableHeader>Level</TableHeader>
          <TableHeader>Verdict</TableHeader>
          <TableHeader>Passed</TableHeader>
          <TableHeader>95 % interval</TableHeader>
          <TableHeader>Tries</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {probes.map((probe) => (
          <TableRow key={probe.level}>
            <TableHeader scope="row" className="text-foreground font-medium tabular-nums">
              {formatLevel(axis, probe.level)}
            </TableHeader>
            <TableCell className="whitespace-nowrap">{judgement(probe)}</TableCell>
            <TableCell className="whitespace-nowrap tabular-nums">
              {probe.pass_rate === null ? '–' : `${probe.passed} of ${probe.passed + probe.failed}`}
            </TableCell>
            <TableCell className="whitespace-nowrap tabular-nums">
              {probe.low === null
                ? '–'
                : `${formatShare(probe.low, 0)} to ${formatShare(probe.high, 0)}`}
            </TableCell>
            <TableCell>
              <span className="flex min-w-24 flex-wrap gap-1.5">
                {probe.tries.map((one, index) => (
                  <TryLink
                    key={index}
                    one={one}
                    label={`try ${index + 1} at ${formatLevel(axis, probe.level)}`}
                  />
                ))}
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function TryLink({ one, label }: { one: Try; label: string }) {
  const badge = <VerdictBadge outcome={outcomeOf(one)} />
  if (one.execution_id === null) return badge
  return (
    <Link href={`/executions/${one.execution_id}`} className="rounded-md hover:underline">
      {badge}
      <span className="sr-only">, {label}</span>
    </Link>
  )
}
