import type { Message } from '#lib/engines/vendors/types.ts'
import {
  failureItem,
  many,
  runData,
  runDetails,
  runUrl,
} from '#lib/notifications/messages/run-parts.ts'
import type { RunFacts } from '#lib/notifications/runs/run-facts.ts'
import type { RuleConfig } from '#lib/notifications/schema.ts'

/** Cases of priority critical failed. */
export function criticalFailure(facts: RunFacts, config: RuleConfig): Message {
  const critical = facts.failures.filter(({ priority }) => priority === 'critical')
  const [first] = critical
  return {
    event: 'critical_failure',
    severity: 'critical',
    outcome: 'failure',
    title:
      critical.length === 1 && first
        ? `Critical failure: ${first.caseName} (${first.language})`
        : `${many(critical.length, 'critical failure')} in ${facts.run.name}`,
    summary: first?.reason ?? '',
    facts: runDetails(facts, config),
    items: critical.map(failureItem),
    url: runUrl(facts),
    mentions: [],
    data: runData(facts),
  }
}
