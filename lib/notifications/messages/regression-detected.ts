import type { Message } from '#lib/engines/vendors/types.ts'
import {
  changeItem,
  many,
  runData,
  runDetails,
  runUrl,
} from '#lib/notifications/messages/run-parts.ts'
import { gravest, type RunFacts } from '#lib/notifications/runs/run-facts.ts'
import type { RuleConfig } from '#lib/notifications/schema.ts'

/** Cases that passed in the run before fail now. */
export function regressionDetected(facts: RunFacts, config: RuleConfig): Message {
  const { run, regressions, previous } = facts
  const worst = gravest(regressions.map(({ priority }) => priority))
  return {
    event: 'regression_detected',
    severity: worst === 'critical' ? 'critical' : 'warning',
    outcome: 'failure',
    title: `${many(regressions.length, 'regression')} in ${run.name}`,
    summary: `${many(regressions.length, 'case')} passed in the previous run and ${regressions.length === 1 ? 'fails' : 'fail'} now.`,
    facts: runDetails(facts, config),
    items: regressions.map((change) => changeItem(change, facts)),
    url: runUrl(facts),
    mentions: [],
    data: { ...runData(facts), previous_run_id: previous?.id ?? null },
  }
}
