import type { ReactNode } from 'react'

import { eventTexts } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import { hasField } from '#app/(dashboard)/settings/notifications/_lib/rule-fields.ts'
import {
  conditionText,
  limitTexts,
} from '#app/(dashboard)/settings/notifications/_lib/rule-texts.ts'
import type { RuleView } from '#lib/notifications/schema.ts'

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="text-sm break-words">{children}</dd>
    </div>
  )
}

/** A rule for those who may not change it here. */
export function RuleFacts({ rule }: { rule: RuleView }) {
  const { event, connection, suite, config } = rule
  const limits = limitTexts(rule)
  return (
    <dl className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <Fact label="Tell of">{eventTexts[event].label}</Fact>
      <Fact label="Through">{connection.name}</Fact>
      {hasField(event, 'suite') && <Fact label="Of">{suite?.name ?? 'All suites'}</Fact>}
      <Fact label="When">{conditionText(rule)}</Fact>
      {limits.length > 0 && <Fact label="Limits">{limits.join(' · ')}</Fact>}
      {config.mentions.length > 0 && <Fact label="Mention">{config.mentions.join(' ')}</Fact>}
    </dl>
  )
}
