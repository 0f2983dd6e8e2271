import {
  conditionWords,
  effectWords,
  type Names,
} from '#app/(dashboard)/settings/_lib/rule-words.ts'
import { Badge } from '#components/ui/badge.tsx'
import type { TriggerRule } from '#lib/webhooks/schema.ts'

type RuleSummaryProps = { rule: TriggerRule; suites: Names; targets: Names }

/** A rule in words: when, and what it starts. */
export function RuleSummary({ rule, suites, targets }: RuleSummaryProps) {
  return (
    <div className="min-w-0 flex-1 basis-60 space-y-0.5 text-sm">
      <p className="flex flex-wrap items-center gap-2 font-medium break-words">
        {rule.name}
        {!rule.is_enabled && <Badge>off</Badge>}
      </p>
      <p className="text-muted-foreground break-words">{conditionWords(rule)}</p>
      <p className="break-words">{effectWords(rule, suites, targets)}</p>
    </div>
  )
}
