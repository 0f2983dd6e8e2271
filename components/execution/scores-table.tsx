import { Check, CircleHelp, X } from 'lucide-react'

import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { ScoreView } from '#lib/executions/score-view.ts'
import { formatShare } from '#lib/platform/format/share.ts'
import { validatorName } from '#lib/platform/format/validator-name.ts'

export type ScoresTableProps = {
  scores: ScoreView[]
  /** each with its turn; leave out where only one turn is shown */
  turns?: boolean
}

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
          <TableHeader>Validator and evidence</TableHeader>
          <TableHeader>Result</TableHeader>
          <TableHeader className="text-right max-sm:hidden">Score</TableHeader>
          <TableHeader className="text-right">Confidence</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {scores.map((score) => (
          <TableRow key={`${score.turn}-${score.validator}`}>
            <TableCell className="w-full min-w-36 align-top">
              <span className="block font-medium">
                {turns && `Turn ${score.turn + 1}: `}
                {validatorName(score.validator)}
              </span>
              <span className="text-muted-foreground block text-xs text-pretty break-words">
                {score.evidence}
              </span>
            </TableCell>
            <TableCell className="align-top">
              <Result score={score} />
            </TableCell>
            <TableCell className="text-right align-top tabular-nums max-sm:hidden">
              {score.score.toFixed(2)}
              <span className="text-muted-foreground block text-xs whitespace-nowrap">
                weight {score.weight}
              </span>
            </TableCell>
            <TableCell className="text-right align-top tabular-nums">
              {formatShare(score.confidence, 0)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Result({ score: { pass, proof, must_have: must } }: { score: ScoreView }) {
  if (proof === 'unproven')
    return (
      <span className="text-review inline-flex items-center gap-1 font-medium whitespace-nowrap">
        <CircleHelp className="size-3.5" strokeWidth={2.5} aria-hidden />
        {must ? 'Not proven' : 'Measured'}
      </span>
    )
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
