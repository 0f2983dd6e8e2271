import Link from 'next/link'

import { axisWords } from '#components/robustness/axis-texts.ts'
import { resultWords } from '#components/robustness/result-words.ts'
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
import type { SearchView } from '#lib/robustness/schema.ts'

/** Searches, newest first: of what, on which axis, and what was found. */
export function SearchesTable({ searches }: { searches: SearchView[] }) {
  return (
    <Table aria-label="Robustness">
      <TableHead>
        <TableRow>
          <TableHeader>Case</TableHeader>
          <TableHeader>Harder by</TableHeader>
          <TableHeader>Result</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Started</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {searches.map((search) => (
          <TableRow key={search.id}>
            <TableCell className="max-w-72 min-w-44">
              <Link
                href={`/break-points/${search.id}`}
                className="block truncate font-medium hover:underline"
                title={search.case.name}
              >
                {search.case.name}
              </Link>
              <span className="text-muted-foreground block truncate text-xs">
                {search.target.name} · {search.language}
              </span>
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {axisWords(search)}
              {search.plan.base_name && (
                <span className="text-muted-foreground block text-xs">
                  over {search.plan.base_name}
                </span>
              )}
            </TableCell>
            <TableCell className="min-w-48 tabular-nums">
              {search.outcome === 'found' ? (
                <span className="font-medium">{resultWords(search)}</span>
              ) : (
                resultWords(search)
              )}
            </TableCell>
            <TableCell>
              <RunStatusBadge status={search.status} />
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={search.created_at} style="ago" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
