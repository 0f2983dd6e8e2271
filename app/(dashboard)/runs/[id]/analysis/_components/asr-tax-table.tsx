import { IntervalBar } from '#app/(dashboard)/runs/[id]/analysis/_components/interval-bar.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { TwinGroup } from '#lib/insights/run/schema.ts'
import { formatPoints, formatProbability } from '#lib/platform/format/difference.ts'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'

export type AsrTaxTableProps = { groups: (TwinGroup & { of: string })[] }

/** What being heard costs: percentage points right by text that are lost by voice. */
export function AsrTaxTable({ groups }: AsrTaxTableProps) {
  const ends = groups.flatMap(({ asr_tax }) => (asr_tax ? [asr_tax.low, asr_tax.high] : []))
  const [from, to] = [Math.min(-0.05, ...ends), Math.max(0.05, ...ends)]
  return (
    <Table aria-label="ASR tax">
      <TableHead>
        <TableRow>
          <TableHeader>Part of the run</TableHeader>
          <TableHeader className="text-right">Pairs</TableHeader>
          <TableHeader className="text-right">By text</TableHeader>
          <TableHeader className="text-right">By voice</TableHeader>
          <TableHeader className="text-right">Tax, points</TableHeader>
          <TableHeader className="w-2/5 max-sm:hidden">
            <span className="sr-only">The same as a bar</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <TaxRow key={`${group.of} ${group.key}`} group={group} from={from} to={to} />
        ))}
      </TableBody>
    </Table>
  )
}

type TaxRowProps = { group: AsrTaxTableProps['groups'][number]; from: number; to: number }

function TaxRow({ group, from, to }: TaxRowProps) {
  const { asr_tax: tax, p_value: p } = group
  return (
    <TableRow>
      <TableHeader scope="row" className="text-foreground h-auto py-1.5 font-normal">
        {group.label}
        <span className="text-muted-foreground block text-[0.6875rem]">{group.of}</span>
      </TableHeader>
      <TableCell className="text-right tabular-nums">{formatCount(group.n)}</TableCell>
      <TableCell className="text-right whitespace-nowrap tabular-nums">
        {formatShare(group.text_rate)}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap tabular-nums">
        {formatShare(group.voice_rate)}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap tabular-nums">
        {tax ? (
          <>
            <span className="font-semibold">{formatPoints(tax.value)}</span>
            <span className="text-muted-foreground block text-[0.6875rem]">
              {formatPoints(tax.low)} to {formatPoints(tax.high)}
              {p !== null && `, ${formatProbability(p)}`}
            </span>
          </>
        ) : (
          '–'
        )}
      </TableCell>
      <TableCell className="max-sm:hidden">
        {tax && (
          <IntervalBar {...tax} {...{ from, to }} origin={0} tone={tax.low > 0 ? 'bad' : 'plain'} />
        )}
      </TableCell>
    </TableRow>
  )
}
