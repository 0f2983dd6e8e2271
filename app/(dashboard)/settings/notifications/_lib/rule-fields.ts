import type { RuleConfig, RuleView } from '#lib/notifications/schema.ts'

type EventKind = RuleView['event']
type Field = keyof RuleConfig | 'suite'

const always = ['mentions', 'batch_window_minutes', 'quiet_hours', 'delivery'] as const
const ofRuns = ['suite', 'severity_threshold', 'include_metrics', 'threading'] as const

/** What there is to decide about each event; the other settings would have no effect on it. */
const fields: Record<EventKind, readonly Field[]> = {
  test_run_complete: [
    ...ofRuns,
    ...always,
    'notify_on',
    'outcomes',
    'success_threshold',
    'only_new_defects',
  ],
  test_failure: [...ofRuns, ...always, 'notify_on', 'outcomes', 'only_new_defects'],
  critical_failure: [
    'suite',
    'notify_on',
    'outcomes',
    'only_new_defects',
    'include_metrics',
    'threading',
    'mentions',
    'batch_window_minutes',
    'delivery',
  ],
  regression_detected: [...ofRuns, ...always, 'outcomes', 'only_new_defects'],
  defect_created: [...ofRuns, ...always],
  review_backlog: [...always, 'backlog_threshold'],
  worker_down: [...always, 'threading'],
  integration_failing: [...always, 'threading'],
}

export const hasField = (event: EventKind, field: Field) => fields[event].includes(field)

/** Only what has an effect on the event: what was set for another one must not work unseen. */
export function fittingConfig<C extends Partial<RuleConfig>>(
  event: EventKind,
  config: C,
): Partial<C> {
  const entries = Object.entries(config).filter(([name]) => fields[event].some((f) => f === name))
  return Object.fromEntries(entries) as Partial<C>
}
