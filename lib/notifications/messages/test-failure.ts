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

/** Cases of a run failed: one message for all of them. */
export function testFailure(facts: RunFacts, config: RuleConfig): Message {
  const { run, failures } = facts
  const fresh = facts.regressions.length + facts.newFailures.length
  return {
    event: 'test_failure',
    severity: 'warning',
    outcome: 'failure',
    title: `${many(failures.length, 'failure')} in ${run.name}`,
    summary:
      fresh > 0
        ? `${many(fresh, 'case')} did not fail in the previous run.`
        : 'All of them failed in the previous run, too.',
    facts: runDetails(facts, config),
    items: failures.map(failureItem),
    url: runUrl(facts),
    mentions: [],
    data: runData(facts),
  }
}
