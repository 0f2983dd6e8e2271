import type { Message } from '#lib/engines/vendors/types.ts'
import { many, runData, runDetails } from '#lib/notifications/messages/run-parts.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'
import type { FiledFailure } from '#lib/notifications/runs/filed-failure.ts'
import { gravest, type RunFacts } from '#lib/notifications/runs/run-facts.ts'
import type { RuleConfig } from '#lib/notifications/schema.ts'

/** Defects that were not known before, or are back. */
export function defectCreated(
  facts: RunFacts,
  recorded: readonly FiledFailure[],
  config: RuleConfig,
): Message {
  const back = recorded.filter(({ effect }) => effect === 'reopened').length
  const [first] = recorded
  const one = recorded.length === 1 && first
  const label = back === recorded.length ? 'defect is back' : 'new defect'
  return {
    event: 'defect_created',
    severity:
      gravest(recorded.map(({ defect }) => defect.severity)) === 'critical'
        ? 'critical'
        : 'warning',
    outcome: 'failure',
    title: one
      ? `${back > 0 ? 'Defect is back' : 'New defect'}: ${first.defect.title}`
      : `${many(recorded.length, label, back === recorded.length ? 'defects are back' : 'new defects')} in ${facts.run.name}`,
    summary: one
      ? first.failure.reason
      : `${many(recorded.length - back, 'defect')} not seen before, ${back} back after they were resolved.`,
    facts: runDetails(facts, config),
    items: recorded.map(({ defect, failure }) => ({
      text: defect.title,
      detail: `${defect.severity}: ${failure.reason}`,
      url: pageUrl('defects', defect.id),
    })),
    url: one ? pageUrl('defects', first.defect.id) : pageUrl('defects'),
    mentions: [],
    data: {
      ...runData(facts),
      defects: recorded.map(({ defect, effect }) => ({
        id: defect.id,
        title: defect.title,
        severity: defect.severity,
        effect,
      })),
    },
  }
}
