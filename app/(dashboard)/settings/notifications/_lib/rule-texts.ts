import { hasField } from '#app/(dashboard)/settings/notifications/_lib/rule-fields.ts'
import type { RuleView } from '#lib/notifications/schema.ts'
import { formatShare } from '#lib/platform/format/share.ts'

type EventRule = Pick<RuleView, 'event' | 'config'>

const conditions = { change: 'On change', failure: 'On failure', always: 'Always' }

/** What is a failure by itself needs no choice between failures and all else. */
export const canSucceed = (event: EventRule['event']) => event === 'test_run_complete'

/** When a rule speaks, in a word or two. */
export function conditionText({ event, config }: EventRule): string {
  if (event === 'review_backlog') return `From ${config.backlog_threshold} open reviews`
  if (!hasField(event, 'notify_on')) return 'Each time'
  if (config.outcomes) {
    const list = config.outcomes.join(' or ')
    return config.notify_on === 'change' ? `On change or ${list}` : `On ${list}`
  }
  return canSucceed(event) || config.notify_on === 'change'
    ? conditions[config.notify_on]
    : 'Each time'
}

const severityTexts = {
  critical: 'critical only',
  high: 'high or above',
  medium: 'medium or above',
}

/** What narrows, delays or adds to a rule, each in a few words; nothing for what is as usual. */
export function limitTexts({ event, config }: EventRule): string[] {
  const {
    severity_threshold: severity,
    success_threshold: success,
    batch_window_minutes: window,
    quiet_hours: quiet,
    mentions,
  } = config
  const has = (field: Parameters<typeof hasField>[1]) => hasField(event, field)
  return [
    has('severity_threshold') && severity !== 'low' && severityTexts[severity],
    has('success_threshold') && success < 1 && `success from ${formatShare(success)}`,
    has('only_new_defects') && config.only_new_defects && 'new defects only',
    window > 0 && `then a summary every ${windowText(window)}`,
    has('quiet_hours') &&
      quiet !== null &&
      `quiet ${quiet.from}–${quiet.to} (${quiet.time_zone.replaceAll('_', ' ')})`,
    mentions.length > 0 && `mentions ${mentions.length}`,
    has('include_metrics') && config.include_metrics && 'with metrics',
    config.delivery === 'at_most_once' && 'never sent twice',
  ].filter((text) => text !== false)
}

const windowText = (minutes: number) =>
  minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`

export const isMuted = ({ muted_until }: Pick<RuleView, 'muted_until'>, now: Date) =>
  muted_until !== null && Date.parse(muted_until) > now.getTime()

type Placed = Pick<RuleView, 'id' | 'event' | 'connection' | 'suite' | 'is_enabled'>

/**
 * Ids of rules that never get a word: a connection is told once of an event, by the first rule that names it.
 * `rules` in the order in which they are weighed.
 */
export function unreachedRules(rules: readonly Placed[]): Set<string> {
  const first = new Set<string>()
  const unreached = new Set<string>()
  for (const { id, event, connection, suite, is_enabled } of rules) {
    if (!is_enabled) continue
    const place = `${event} ${connection.id} ${suite?.id ?? ''}`
    if (first.has(place)) unreached.add(id)
    first.add(place)
  }
  return unreached
}
