import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { PercentilesView } from '#lib/insights/run/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatCount } from '#lib/platform/format/share.ts'

type PercentileRow = { key: string; label: string; figures: PercentilesView }

export type PercentileTableProps = {
  label: string
  /** what the rows are */
  of: string
  rows: PercentileRow[]
}

const percentiles = ['p50', 'p90', 'p95', 'p99'] as const
const least = { p50: 2, p90: 10, p95: 20, p99: 100 }

/** Percentiles of times; one that there are too few values for is not told. */
export function PercentileTable({ label, of, rows }: PercentileTableProps) {
  return (
    <Table aria-label={label}>
      <TableHead>
        <TableRow>
          <TableHeader>{of}</TableHeader>
          <TableHeader className="text-right">n</TableHeader>
          {percentiles.map((name) => (
            <TableHeader key={name} className="text-right">
              {name}
            </TableHeader>
          ))}
          <TableHeader className="text-right">Slowest</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ key, label: name, figures }) => (
          <TableRow key={key}>
            <TableHeader scope="row" className="text-foreground h-auto py-1.5 font-normal">
              {name}
            </TableHeader>
            <TableCell className="py-1.5 text-right tabular-nums">
              {formatCount(figures.n)}
            </TableCell>
            {percentiles.map((percentile) => (
              <TableCell
                key={percentile}
                className="py-1.5 text-right whitespace-nowrap tabular-nums"
              >
                <Percentile ms={figures[percentile]} least={least[percentile]} />
              </TableCell>
            ))}
            <TableCell className="py-1.5 text-right whitespace-nowrap tabular-nums">
              {figures.max === null ? '–' : formatDuration(figures.max)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Percentile({ ms, least }: { ms: number | null; least: number }) {
  if (ms !== null) return formatDuration(ms)
  return (
    <span className="text-muted-foreground" title={`Shown from ${least} values on`}>
      too few
    </span>
  )
}
