'use client'

import Link from 'next/link'

import { StartRunButton } from '#app/(dashboard)/_components/start-run-button.client.tsx'
import { Badge } from '#components/ui/badge.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { VerdictBar } from '#components/verdict/verdict-bar.tsx'
import { formatCount } from '#lib/platform/format/share.ts'
import type { SuiteRow } from '#app/(dashboard)/suites/_lib/suite-row.ts'

type SuiteRowsProps = {
  suites: SuiteRow[]
  /** whether the reader may start runs */
  mayStart: boolean
}

/** The rows as data: rendered on the server alone they would travel as elements, at three times the size. */
export function SuiteRows({ suites, mayStart }: SuiteRowsProps) {
  return (
    <Table aria-label="Suites">
      <TableHead>
        <TableRow>
          <TableHeader>Suite</TableHeader>
          <TableHeader className="text-right">Cases</TableHeader>
          <TableHeader>Languages</TableHeader>
          <TableHeader className="min-w-32">Verdicts, 14 days</TableHeader>
          <TableHeader>Changed</TableHeader>
          {mayStart && (
            <TableHeader>
              <span className="sr-only">Start</span>
            </TableHeader>
          )}
        </TableRow>
      </TableHead>
      <TableBody>
        {suites.map((suite) => (
          <TableRow key={suite.id}>
            <TableCell className="max-w-96 min-w-44">
              <Link
                href={`/suites/${suite.id}`}
                className="block truncate leading-6 font-medium hover:underline"
                title={suite.name}
              >
                {suite.name}
              </Link>
              <Tags tags={suite.tags} />
            </TableCell>
            <TableCell className="text-right tabular-nums">
              {formatCount(suite.case_count)}
            </TableCell>
            <TableCell className="text-muted-foreground max-w-56 truncate">
              {suite.languages.join(', ') || '–'}
            </TableCell>
            <TableCell>
              <VerdictBar counts={suite.verdicts} />
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={suite.updated_at} style="ago" />
            </TableCell>
            {mayStart && (
              <TableCell className="w-px text-right">
                {suite.canRun && (
                  <StartRunButton
                    compact
                    label={`Run ${suite.name}`}
                    defaults={{ suite_ids: [suite.id] }}
                  />
                )}
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return null
  return (
    <ul aria-label="Tags" className="mt-1 flex flex-wrap gap-1">
      {tags.map((tag) => (
        <li key={tag}>
          <Link href={`/suites?${new URLSearchParams({ tag })}`}>
            <Badge className="hover:bg-accent">{tag}</Badge>
          </Link>
        </li>
      ))}
    </ul>
  )
}
