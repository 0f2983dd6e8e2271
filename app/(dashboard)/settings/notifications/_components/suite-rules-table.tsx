import Link from 'next/link'

import { RuleState } from '#app/(dashboard)/settings/notifications/_components/rule-state.tsx'
import { SourceBadge } from '#app/(dashboard)/settings/notifications/_components/source-badge.tsx'
import { eventTexts } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import {
  conditionText,
  limitTexts,
  unreachedRules,
} from '#app/(dashboard)/settings/notifications/_lib/rule-texts.ts'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { RuleView } from '#lib/notifications/schema.ts'

/** Rules of single suites, which take the place of those for all. */
export function SuiteRulesTable({ rules, now }: { rules: RuleView[]; now: Date }) {
  const unreached = unreachedRules(rules)
  return (
    <Table aria-label="Rules of single suites">
      <TableHead>
        <TableRow>
          <TableHeader>Suite</TableHeader>
          <TableHeader>Event</TableHeader>
          <TableHeader>To</TableHeader>
          <TableHeader>When</TableHeader>
          <TableHeader>State</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rules.map((rule) => (
          <TableRow key={rule.id}>
            <TableCell className="max-w-56 truncate">{rule.suite?.name}</TableCell>
            <TableCell className="min-w-36">
              <Link
                href={`/settings/notifications/rules/${rule.id}`}
                className="font-medium hover:underline"
              >
                {eventTexts[rule.event].label}
                <span className="sr-only">
                  {' '}
                  of {rule.suite?.name} to {rule.connection.name}
                </span>
              </Link>
            </TableCell>
            <TableCell className="max-w-48 truncate">{rule.connection.name}</TableCell>
            <TableCell className="min-w-44">
              {[conditionText(rule), ...limitTexts(rule)].join(' · ')}
            </TableCell>
            <TableCell>
              <span className="flex flex-wrap gap-1">
                <RuleState
                  rule={rule}
                  unreached={unreached.has(rule.id)}
                  now={now}
                  otherwise="On"
                />
                <SourceBadge source={rule.source} />
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
