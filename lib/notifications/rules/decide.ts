import type { NotificationEvent } from '#lib/notifications/rules/notification-event.ts'
import { quietUntil } from '#lib/notifications/rules/quiet-hours.ts'
import { isAtLeast } from '#lib/notifications/runs/run-facts.ts'
import type { RuleConfig } from '#lib/notifications/schema.ts'

export type RuleFacts = {
  config: RuleConfig
  mutedUntil: Date | null
  /** `the suite Smoke` or `all suites` */
  scope: string
  /** end of the window that its latest message opened */
  windowUntil: Date | null
}

/** What becomes of an event under a rule; `word` is for the metrics, `reason` for people. */
export type Decision =
  | { kind: 'send'; reason: string }
  | { kind: 'hold'; until: Date; word: string; reason: string }
  | { kind: 'suppress'; word: string; reason: string }

const suppress = (word: string, reason: string): Decision => ({ kind: 'suppress', word, reason })

function unwanted({ config }: RuleFacts, event: NotificationEvent): Decision | null {
  const { severity_threshold: threshold, notify_on: when, success_threshold: floor } = config
  if (!isAtLeast(event.severity, threshold))
    return suppress(
      'severity',
      `not sent: it is ${event.severity}, the rule applies from ${threshold}`,
    )
  if (config.outcomes) {
    const { outcome } = event.message(config)
    const isWanted = outcome === 'info' || config.outcomes.includes(outcome)
    if (!isWanted && !(when === 'change' && event.isChange(floor)))
      return suppress(
        'outcome',
        `not sent: it came to ${outcome}, the rule reports ${config.outcomes.join(', ')}`,
      )
  } else if (when === 'change' && !event.isChange(floor))
    return suppress('unchanged', 'not sent: nothing has changed since the previous run')
  if (!config.outcomes && when === 'failure' && !event.isFailure(floor))
    return suppress('no_failure', 'not sent: the rule reports failures only')
  if (config.only_new_defects && !event.isNewDefect)
    return suppress('known_defect', 'not sent: every defect in it is known')
  return null
}

const later = (a: Date | null, b: Date | null) => (a && b ? (a > b ? a : b) : (a ?? b))

/** Weighs one rule. Mute outranks all; quiet hours and windows delay, they lose nothing. */
export function decide(rule: RuleFacts, event: NotificationEvent, now: Date): Decision {
  const { config, mutedUntil, scope, windowUntil } = rule
  if (mutedUntil && mutedUntil > now)
    return suppress('muted', `not sent: the rule is muted until ${mutedUntil.toISOString()}`)
  const refusal = unwanted(rule, event)
  if (refusal) return refusal
  const why = `the rule for ${event.kind} of ${scope}`
  const quiet = event.kind === 'critical_failure' ? null : quietUntil(config.quiet_hours, now)
  const open = windowUntil && windowUntil > now ? windowUntil : null
  const until = later(quiet, open)
  if (!until) return { kind: 'send', reason: why }
  const isQuiet = until === quiet
  const cause = isQuiet ? 'quiet hours' : 'messages are being collected after an earlier one'
  return {
    kind: 'hold',
    until,
    word: isQuiet ? 'quiet_hours' : 'window',
    reason: `${why}; delayed until ${until.toISOString()}: ${cause}`,
  }
}
