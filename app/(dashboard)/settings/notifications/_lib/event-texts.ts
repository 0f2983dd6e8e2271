import type { RuleView } from '#lib/notifications/schema.ts'

type NotificationEvent = RuleView['event']

/** What rules can tell of, in words. */
export const eventTexts: Record<NotificationEvent, { label: string; explanation: string }> = {
  test_run_complete: {
    label: 'Run ended',
    explanation: 'A run has ended or could not finish. One that somebody cancelled tells nothing.',
  },
  test_failure: {
    label: 'Cases failed',
    explanation: 'Cases of a run failed: one message for all of them.',
  },
  critical_failure: {
    label: 'Critical case failed',
    explanation: 'A case of priority critical failed. Quiet hours do not hold it back.',
  },
  regression_detected: {
    label: 'Regression',
    explanation: 'A case that passed in the run before fails now.',
  },
  review_backlog: {
    label: 'Reviews pile up',
    explanation: 'More executions wait for a person than a limit allows, and when it is over.',
  },
  worker_down: {
    label: 'Worker silent',
    explanation: 'A worker stopped without a word, and when one is back.',
  },
  defect_created: {
    label: 'New defect',
    explanation: 'A defect was found that was not known, or one that was resolved is back.',
  },
  integration_failing: {
    label: 'Connection failing',
    explanation: 'A message was given up or a connection switched off; told through another one.',
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
