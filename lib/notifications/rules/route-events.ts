import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { decide, type Decision } from '#lib/notifications/rules/decide.ts'
import type { EventKind, NotificationEvent } from '#lib/notifications/rules/notification-event.ts'
import { applicable, readRules, type Rule } from '#lib/notifications/rules/read-rules.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { countSuppressed } from '#lib/platform/metrics/metrics.ts'

const sentKey = (kind: EventKind, rule: Rule) => `${kind} ${rule.connection.id}`

/** `sent`: keys of what connections get of the events before. */
function decisionOf(rule: Rule, event: NotificationEvent, sent: Set<string>, now: Date): Decision {
  const { coveredBy } = event
  if (!rule.connection.isEnabled)
    return {
      kind: 'suppress',
      word: 'connection_off',
      reason: `not sent: ${rule.connection.name} is switched off`,
    }
  if (coveredBy && sent.has(sentKey(coveredBy, rule)))
    return {
      kind: 'suppress',
      word: 'told_already',
      reason: `not sent: the message of ${coveredBy} to the same connection covers it`,
    }
  return decide(rule, event, now)
}

const threadOf = (rule: Rule, { thread }: NotificationEvent, key: string) =>
  rule.config.threading === 'new' ? key : `${rule.id} ${thread}`

async function write(
  tx: Ctx,
  rule: Rule,
  event: NotificationEvent,
  decision: Decision,
  now: Date,
): Promise<void> {
  const key = `${event.key} ${rule.connection.id}`
  await addNotification(tx, {
    integrationId: rule.connection.id,
    ruleId: rule.id,
    event: event.kind,
    subject: event.subject,
    threadKey: threadOf(rule, event, key),
    key,
    payload: {
      kind: 'message',
      message: { ...event.message(rule.config), mentions: rule.config.mentions },
      update: rule.config.threading === 'update',
    },
    reason: decision.reason,
    heldUntil: decision.kind === 'hold' ? decision.until : null,
    suppressed: decision.kind === 'suppress' ? decision.word : null,
    at: now,
  })
}

const carries = ({ connection }: Rule) => getIntegration(connection.kind).notifier !== undefined

/**
 * Sends events of one subject where the rules say, in the transaction of what they tell of. Each connection gets a row
 * with the reason why it gets the message, or why not. What no rule wants is noted in the activity log, once for the subject.
 */
export async function routeEvents(
  tx: Ctx,
  events: readonly NotificationEvent[],
  now: Date,
): Promise<void> {
  const sent = new Set<string>()
  const unrouted: NotificationEvent[] = []
  for (const event of events) {
    const rules = (await readRules(tx, event.kind, now)).filter(carries)
    const met = applicable(rules, event.suiteIds).filter(
      ({ connection }) => connection.id !== event.notThrough,
    )
    for (const rule of met) {
      const decision = decisionOf(rule, event, sent, now)
      if (decision.kind !== 'suppress') sent.add(sentKey(event.kind, rule))
      await write(tx, rule, event, decision, now)
    }
    if (met.length === 0) unrouted.push(event)
  }
  const [first] = unrouted
  if (!first) return
  unrouted.forEach(() => countSuppressed('unrouted'))
  await recordAudit(tx, {
    action: 'notification.unrouted',
    entityType: first.subject.type,
    entityId: first.subject.id,
    detail: { events: unrouted.map(({ kind }) => kind), reason: 'no rule names this event' },
  })
}
