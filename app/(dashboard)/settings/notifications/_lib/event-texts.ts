import type { RuleView } from '#lib/notifications/schema.ts'

type EventKind = RuleView['event']

/** What rules can tell of, in words. */
export const eventTexts: Record<EventKind, { label: string; explanation: string }> = {
  test_run_complete: {
    label: 'Run ended',
    explanation: 'A run has ended or could not finish. Cancelled runs send nothing.',
  },
  test_failure: {
    label: 'Cases failed',
    explanation: 'Cases of a run failed: one message for all of them.',
  },
  critical_failure: {
    label: 'Critical case failed',
    explanation: 'A case of priority critical failed. Sent even in quiet hours.',
  },
  regression_detected: {
    label: 'Regression',
    explanation: 'A case that passed in the run before fails now.',
  },
  review_backlog: {
    label: 'Reviews pile up',
    explanation: 'More executions wait for review than the limit allows, or fewer again.',
  },
  worker_down: {
    label: 'Worker silent',
    explanation: 'A worker stopped responding, or is back.',
  },
  defect_created: {
    label: 'New defect',
    explanation: 'A defect was found that was not known, or one that was resolved is back.',
  },
  integration_failing: {
    label: 'Connection failing',
    explanation:
      'A message could not be delivered or a connection was switched off; reported through another connection.',
  },
}

/** What goes out without a rule, by the settings of its connection. */
const others: Record<string, string> = {
  commit_status: 'Commit status',
  pr_comment: 'Pull request comment',
  issue: 'Issue',
  test_message: 'Test message',
}

/** Every event that the outgoing log can hold, with its label. */
export const eventLabels: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(eventTexts).map(([event, { label }]) => [event, label])),
  ...others,
}

/** One that a newer server added is shown by its own name. */
export const eventLabel = (event: string) => eventLabels[event] ?? event.replaceAll('_', ' ')
