import Link from 'next/link'

import { startRunAction } from '#app/(dashboard)/runs/actions.ts'
import { StartRunButton } from '#components/runs/start-run-button.client.tsx'
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
import { VerdictBar, type VerdictCounts } from '#components/verdict/verdict-bar.tsx'
import { formatCount } from '#lib/platform/format/share.ts'
import type { startRunOptions } from '#lib/runs/start-run-options.ts'
import type { SuiteView } from '#lib/suites/schema.ts'

type SuitesTableProps = {
  suites: SuiteView[]
  /** of the last 14 days, by suite */
  verdicts: Map<string, VerdictCounts>
  /** null for those who may not start runs */
  start: Awaited<ReturnType<typeof startRunOptions>> | null
}

const nothing: VerdictCounts = { passed: 0, failed: 0, invalid: 0 }

export function SuitesTable({ suites, verdicts, start }: SuitesTableProps) {
  return (
    <Table aria-label="Suites">
      <TableHead>
        <TableRow>
          <TableHeader>Suite</TableHeader>
          <TableHeader className="text-right">Cases</TableHeader>
          <TableHeader>Languages</TableHeader>
          <TableHeader className="min-w-32">Verdicts, 14 days</TableHeader>
          <TableHeader>Changed</TableHeader>
          {start && (
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
              <VerdictBar counts={verdicts.get(suite.id) ?? nothing} />
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={suite.updated_at} style="ago" />
            </TableCell>
            {start && (
              <TableCell className="w-px text-right">
                {start.suites.some(({ value }) => value === suite.id) && (
                  <StartRunButton
                    compact
                    label={`Run ${suite.name}`}
                    {...start}
                    defaults={{ suite_ids: [suite.id] }}
                    onStart={startRunAction}
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
