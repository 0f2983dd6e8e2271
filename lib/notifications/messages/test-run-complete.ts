import type { Message } from '#lib/engines/vendors/types.ts'
import { countsText } from '#lib/notifications/messages/counts-text.ts'
import {
  failureItem,
  many,
  runData,
  runDetails,
  runUrl,
} from '#lib/notifications/messages/run-parts.ts'
import { passRate, type RunFacts } from '#lib/notifications/runs/run-facts.ts'
import type { RuleConfig } from '#lib/notifications/schema.ts'

function outcomeOf({ run }: RunFacts, floor: number): Message['outcome'] {
  if (run.status !== 'completed') return 'failure'
  const rate = passRate(run)
  if (rate === null || rate < floor) return rate === null ? 'warning' : 'failure'
  return run.counts.failed + run.counts.invalid > 0 ? 'warning' : 'success'
}

const words = { success: 'passed', failure: 'failed', warning: 'needs a look', info: 'ended' }
const severities = {
  success: 'info',
  warning: 'warning',
  failure: 'critical',
  info: 'info',
} as const

function changeText({ previous, regressions, newFailures, fixed }: RunFacts): string {
  if (!previous) return 'There is no earlier run to compare it with.'
  const parts = [
    regressions.length > 0 ? `${many(regressions.length, 'case')} passed before` : '',
    newFailures.length > 0 ? `${many(newFailures.length, 'case')} failed for the first time` : '',
    fixed.length > 0 ? `${many(fixed.length, 'case')} fixed` : '',
  ].filter((part) => part !== '')
  return parts.length > 0
    ? `Since the previous run: ${parts.join(', ')}.`
    : 'Same as the previous run.'
}

/** A run has ended. */
export function testRunComplete(facts: RunFacts, config: RuleConfig): Message {
  const { run } = facts
  const outcome = outcomeOf(facts, config.success_threshold)
  const result = run.failure_reason ?? `${countsText(run.counts)}.`
  return {
    event: 'test_run_complete',
    severity: severities[outcome],
    outcome,
    title: `${run.name} ${words[outcome]}`,
    summary: `${result} ${changeText(facts)}`,
    facts: runDetails(facts, config),
    items: facts.failures.map(failureItem),
    url: runUrl(facts),
    mentions: [],
    data: runData(facts),
  }
}
