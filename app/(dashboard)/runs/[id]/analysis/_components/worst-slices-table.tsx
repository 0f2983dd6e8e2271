import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'

import { IntervalBar } from '#app/(dashboard)/runs/[id]/analysis/_components/interval-bar.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { SliceView } from '#lib/insights/run/schema.ts'
import { formatPoints, formatProbability } from '#lib/platform/format/difference.ts'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'

export type WorstSlicesTableProps = {
  slices: SliceView[]
  /** where the failures of a slice are listed */
  hrefOf: (slice: SliceView) => string
}

/** Language × voice × device profile, worst first; what there is too little of is greyed. */
export function WorstSlicesTable({ slices, hrefOf }: WorstSlicesTableProps) {
  return (
    <Table aria-label="Worst slices">
      <TableHead>
        <TableRow>
          <TableHeader>Language</TableHeader>
          <TableHeader>Voice</TableHeader>
          <TableHeader>Device profile</TableHeader>
          <TableHeader className="text-right">n</TableHeader>
          <TableHeader className="text-right">Pass rate</TableHeader>
          <TableHeader className="w-1/4 max-md:hidden">
            <span className="sr-only">The same as a bar</span>
          </TableHeader>
          <TableHeader>Against the rest</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {slices.map((slice) => (
          <SliceRow
            key={JSON.stringify([slice.language, slice.voice, slice.device_profile?.id])}
            slice={slice}
            href={hrefOf(slice)}
          />
        ))}
      </TableBody>
    </Table>
  )
}

function SliceRow({ slice, href }: { slice: SliceView; href: string }) {
  const { pass_rate: rate, low, high } = slice
  return (
    <TableRow className={cn(!slice.enough && 'text-muted-foreground')}>
      <TableHeader scope="row" className="text-foreground h-auto py-2 font-normal">
        {slice.failed > 0 ? (
          <Link href={href} className="underline underline-offset-2">
            {slice.language}
          </Link>
        ) : (
          slice.language
        )}
      </TableHeader>
      <TableCell>{slice.voice ?? '–'}</TableCell>
      <TableCell>{slice.device_profile?.name ?? 'none'}</TableCell>
      <TableCell className="text-right tabular-nums">
        {formatCount(slice.n)}
        {slice.invalid > 0 && (
          <span className="text-muted-foreground block text-[0.6875rem] whitespace-nowrap">
            + {formatCount(slice.invalid)} invalid
          </span>
        )}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap tabular-nums">
        {formatShare(rate)}
        {rate !== null && (
          <span className="text-muted-foreground block text-[0.6875rem]">
            at least {formatShare(low)}
          </span>
        )}
      </TableCell>
      <TableCell className="max-md:hidden">
        {rate !== null && (
          <IntervalBar
            value={rate}
            {...{ low, high, from: 0, to: 1, origin: 0 }}
            tone={slice.finding ? 'bad' : slice.enough ? 'plain' : 'faint'}
          />
        )}
      </TableCell>
      <TableCell>
        <Comparison slice={slice} />
      </TableCell>
    </TableRow>
  )
}

function Comparison({ slice }: { slice: SliceView }) {
  if (!slice.enough) return 'Too few to tell'
  if (slice.pass_rate === null || slice.rest_rate === null || slice.adjusted_p_value === null)
    return 'Nothing to compare with'
  const detail = `${formatPoints(slice.pass_rate - slice.rest_rate)} points, ${formatProbability(slice.adjusted_p_value)}`
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      {slice.finding ? (
        <Badge tone="failed">
          <TriangleAlert aria-hidden /> Worse
        </Badge>
      ) : (
        <span>{slice.adjusted_p_value <= 0.05 ? 'Better' : 'No clear difference'}</span>
      )}
      <span className="text-muted-foreground text-xs whitespace-nowrap tabular-nums">{detail}</span>
    </span>
  )
}
