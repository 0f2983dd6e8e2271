import { Check, X } from 'lucide-react'

import { ConfidenceMeter } from '#components/verdict/confidence-meter.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { ScoreView } from '#lib/format/score-view.ts'

export type ScoresTableProps = {
  scores: ScoreView[]
  /** with a column for the turn; leave out where only one turn is shown */
  turns?: boolean
}

const words = (kind: string) =>
  kind.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase())

export function ScoresTable({ scores, turns = false }: ScoresTableProps) {
  if (scores.length === 0)
    return (
      <p className="text-muted-foreground px-4 py-3 text-sm">
        No validator judged this: nothing was expected, or the evidence did not allow it.
      </p>
    )
  return (
    <Table aria-label="Scores by validator">
      <TableHead>
        <TableRow>
          {turns && <TableHeader>Turn</TableHeader>}
          <TableHeader>Validator and evidence</TableHeader>
          <TableHeader>Result</TableHeader>
          <TableHeader className="text-right">Score</TableHeader>
          <TableHeader className="hidden text-right sm:table-cell">Weight</TableHeader>
          <TableHeader>Confidence</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {scores.map((score) => (
          <TableRow key={`${score.turn}-${score.validator}`}>
            {turns && <TableCell>{score.turn + 1}</TableCell>}
            <TableCell className="w-full min-w-40">
              <span className="block font-medium">{words(score.validator)}</span>
              <span className="text-muted-foreground block text-xs text-pretty">
                {score.evidence}
              </span>
            </TableCell>
            <TableCell>
              <Result pass={score.pass} />
            </TableCell>
            <TableCell className="text-right">{score.score.toFixed(2)}</TableCell>
            <TableCell className="text-muted-foreground hidden text-right sm:table-cell">
              {score.weight}
            </TableCell>
            <TableCell>
              <ConfidenceMeter value={score.confidence} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Result({ pass }: { pass: boolean }) {
  const Icon = pass ? Check : X
  return (
    <span
      className={`inline-flex items-center gap-1 font-medium ${pass ? 'text-passed' : 'text-failed'}`}
    >
      <Icon className="size-3.5" strokeWidth={2.5} aria-hidden />
      {pass ? 'Pass' : 'Fail'}
    </span>
  )
}
