import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { decide, type Decision } from '#lib/notifications/rules/decide.ts'
import type { NotificationEvent, Occurrence } from '#lib/notifications/rules/occurrence.ts'
import { applicable, readRules, type Rule } from '#lib/notifications/rules/read-rules.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { countSuppressed } from '#lib/platform/metrics/metrics.ts'

type Told = Set<string>

const toldKey = (event: NotificationEvent, rule: Rule) => `${event} ${rule.connection.id}`

function decisionOf(rule: Rule, occurrence: Occurrence, told: Told, now: Date): Decision {
  const { coveredBy } = occurrence
  if (!rule.connection.isEnabled)
    return {
      kind: 'suppress',
      word: 'connection_off',
      reason: `not sent: ${rule.connection.name} is switched off`,
    }
  if (coveredBy && told.has(toldKey(coveredBy, rule)))
    return {
      kind: 'suppress',
      word: 'told_already',
      reason: `not sent: the message of ${coveredBy} to the same connection covers it`,
    }
  return decide(rule, occurrence, now)
}

const threadOf = (rule: Rule, { thread }: Occurrence, key: string) =>
  rule.config.threading === 'new' ? key : `${rule.id} ${thread}`

async function write(
  tx: Ctx,
  rule: Rule,
  occurrence: Occurrence,
  decision: Decision,
  now: Date,
): Promise<void> {
  const key = `${occurrence.key} ${rule.connection.id}`
  await addNotification(tx, {
    integrationId: rule.connection.id,
    ruleId: rule.id,
    event: occurrence.event,
    subject: occurrence.subject,
    threadKey: threadOf(rule, occurrence, key),
    key,
    payload: {
      kind: 'message',
      message: { ...occurrence.message(rule.config), mentions: rule.config.mentions },
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
 * Sends occurrences of one subject where the rules say, in the transaction of what they tell of. Each connection gets a
 * row with the reason why it is told, or why not. What no rule wants is noted in the activity log, once for the subject.
 */
export async function routeEvents(
  tx: Ctx,
  occurrences: readonly Occurrence[],
  now: Date,
): Promise<void> {
  const told: Told = new Set()
  const unrouted: Occurrence[] = []
  for (const occurrence of occurrences) {
    const rules = (await readRules(tx, occurrence.event, now)).filter(carries)
    const met = applicable(rules, occurrence.suiteIds).filter(
      ({ connection }) => connection.id !== occurrence.notThrough,
    )
    for (const rule of met) {
      const decision = decisionOf(rule, occurrence, told, now)
      if (decision.kind !== 'suppress') told.add(toldKey(occurrence.event, rule))
      await write(tx, rule, occurrence, decision, now)
    }
    if (met.length === 0) unrouted.push(occurrence)
  }
  const [first] = unrouted
  if (!first) return
  unrouted.forEach(() => countSuppressed('unrouted'))
  await recordAudit(tx, {
    action: 'notification.unrouted',
    entityType: first.subject.type,
    entityId: first.subject.id,
    detail: { events: unrouted.map(({ event }) => event), reason: 'no rule names this event' },
  })
}
