'use client'

import Link from 'next/link'

import { DefectStatusBadge } from '#app/(dashboard)/defects/_components/defect-status-badge.tsx'
import { IssueLink } from '#app/(dashboard)/defects/_components/issue-link.tsx'
import { SeverityBadge } from '#components/defects/severity-badge.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { BlameBadge } from '#components/verdict/blame-badge.client.tsx'
import type { DefectRow } from '#app/(dashboard)/defects/_lib/defect-row.ts'
import { formatCount } from '#lib/platform/format/share.ts'

/** Where it shows: suite, case unless the title names it, and language. */
function Place({ defect }: { defect: DefectRow }) {
  const name = defect.case
  const namesCase = name !== null && defect.title.startsWith(name)
  const parts = [defect.suite, namesCase ? null : name, defect.language].filter(
    (part) => part !== null,
  )
  if (parts.length === 0) return null
  return <span className="text-muted-foreground block truncate text-xs">{parts.join(' · ')}</span>
}

function Issues({ defect: { jira, github } }: { defect: DefectRow }) {
  if (!jira && !github) return <span className="text-muted-foreground">–</span>
  return (
    <span className="flex flex-col items-start gap-0.5">
      {jira && <IssueLink tracker="Jira" issue={jira} />}
      {github && <IssueLink tracker="GitHub" issue={github} />}
    </span>
  )
}

/** The rows as data: rendered on the server alone they would travel as elements, at three times the size. */
export function DefectRows({ defects }: { defects: DefectRow[] }) {
  return (
    <Table aria-label="Defects">
      <TableHead>
        <TableRow>
          <TableHeader>Defect</TableHeader>
          <TableHeader>Severity</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Blame</TableHeader>
          <TableHeader className="text-right">Seen</TableHeader>
          <TableHeader>Last seen</TableHeader>
          <TableHeader>Assigned to</TableHeader>
          <TableHeader>Issue</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {defects.map((defect) => (
          <TableRow key={defect.id}>
            <TableCell className="max-w-80 min-w-48 max-sm:max-w-48">
              <Link
                href={`/defects/${defect.id}`}
                className="block truncate font-medium hover:underline"
                title={defect.title}
              >
                {defect.title}
              </Link>
              <Place defect={defect} />
            </TableCell>
            <TableCell>
              <SeverityBadge severity={defect.severity} />
            </TableCell>
            <TableCell>
              <DefectStatusBadge status={defect.status} />
            </TableCell>
            <TableCell>{defect.blame ? <BlameBadge blame={defect.blame} /> : '–'}</TableCell>
            <TableCell className="text-right tabular-nums">
              {formatCount(defect.occurrences)}
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              {defect.last_seen_at ? <Time value={defect.last_seen_at} style="ago" /> : '–'}
            </TableCell>
            <TableCell className="max-w-36 truncate">{defect.assigned_to ?? '–'}</TableCell>
            <TableCell className="max-w-48">
              <Issues defect={defect} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
