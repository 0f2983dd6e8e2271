'use client'

import Link from 'next/link'

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { CasePriority } from '#db/enums.ts'
import type { CaseView } from '#lib/suites/schema.ts'

/** What the table shows of a case. */
export type CaseRow = Pick<CaseView, 'id' | 'key' | 'name' | 'priority' | 'status' | 'version'> & {
  languages: string[]
  turns: number
}

const tones: Record<CasePriority, BadgeTone> = {
  critical: 'failed',
  high: 'invalid',
  medium: 'neutral',
  low: 'outline',
}

/** The rows as data: rendered on the server alone they would travel as elements, at three times the size. */
export function CaseRows({ suiteId, cases }: { suiteId: string; cases: CaseRow[] }) {
  return (
    <Table aria-label="Cases">
      <TableHead>
        <TableRow>
          <TableHeader>Case</TableHeader>
          <TableHeader>Priority</TableHeader>
          <TableHeader>Languages</TableHeader>
          <TableHeader className="text-right">Turns</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="text-right">Version</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {cases.map((testCase) => (
          <TableRow key={testCase.id}>
            <TableCell className="max-w-96 min-w-44">
              <Link
                href={`/suites/${suiteId}/cases/${testCase.id}`}
                className="block truncate font-medium hover:underline"
                title={testCase.name}
              >
                {testCase.name}
              </Link>
              <span className="text-muted-foreground block truncate font-mono text-xs">
                {testCase.key}
              </span>
            </TableCell>
            <TableCell>
              <Badge tone={tones[testCase.priority]}>{testCase.priority}</Badge>
            </TableCell>
            <TableCell className="text-muted-foreground max-w-56 truncate">
              {testCase.languages.join(', ')}
            </TableCell>
            <TableCell className="text-right tabular-nums">{testCase.turns}</TableCell>
            <TableCell>
              <Badge tone={testCase.status === 'active' ? 'passed' : 'neutral'}>
                {testCase.status}
              </Badge>
            </TableCell>
            <TableCell className="text-right tabular-nums">{testCase.version}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
