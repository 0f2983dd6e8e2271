import { ArrowRight, TriangleAlert } from 'lucide-react'
import Link from 'next/link'

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
import { ReviewStatusBadge } from '#components/verdict/review-status-badge.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import { formatShare } from '#lib/platform/format/share.ts'
import type { ReplayChangeView, ReplayJudgement } from '#lib/replays/schema.ts'

function Judged({ judgement, label }: { judgement: ReplayJudgement; label: string }) {
  return (
    <div className="min-w-56 space-y-1">
      <p className="flex flex-wrap items-center gap-1.5">
        <span className="sr-only">{label}: </span>
        <VerdictBadge outcome={judgement.verdict} />
        <ReviewStatusBadge status={judgement.review_status} />
        <span className="text-muted-foreground text-xs tabular-nums">
          {formatShare(judgement.confidence, 0)}
        </span>
      </p>
      <p
        className="text-muted-foreground line-clamp-3 text-xs text-pretty"
        title={judgement.reason}
      >
        {judgement.reason}
      </p>
    </div>
  )
}

function Decided({ change }: { change: ReplayChangeView }) {
  if (change.decided === null)
    return (
      <span className="text-muted-foreground">
        <span className="md:sr-only">a person said: </span>nobody yet
      </span>
    )
  return (
    <span className="grid justify-items-start gap-1">
      <VerdictBadge outcome={change.decided} />
      {change.contradicts && (
        <Badge tone="failed">
          <TriangleAlert aria-hidden /> contradicts
        </Badge>
      )}
    </span>
  )
}

/** What would change, execution by execution. */
export function ChangesTable({ changes }: { changes: ReplayChangeView[] }) {
  return (
    <Table aria-label="Changes" className={stackedTable}>
      <TableHead>
        <TableRow>
          <TableHeader>Case</TableHeader>
          <TableHeader>Before</TableHeader>
          <TableHeader>
            <span className="sr-only">becomes</span>
          </TableHeader>
          <TableHeader>After</TableHeader>
          <TableHeader>A person said</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {changes.map((change) => (
          <TableRow key={change.execution_id}>
            <TableCell className="max-w-72 min-w-40 align-top">
              <Link
                href={`/executions/${change.execution_id}`}
                className="font-medium hover:underline"
              >
                {change.case.name}
              </Link>
              <span className="text-muted-foreground block text-xs">
                {change.language}
                {change.applied && ' · applied'}
              </span>
            </TableCell>
            <TableCell className="align-top">
              <Judged judgement={change.before} label="before" />
            </TableCell>
            <TableCell className="px-0 align-top">
              <ArrowRight
                className="text-muted-foreground mt-0.5 size-4 max-md:rotate-90"
                aria-hidden
              />
            </TableCell>
            <TableCell className="align-top">
              <Judged judgement={change.after} label="after" />
            </TableCell>
            <TableCell className="align-top">
              <Decided change={change} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
