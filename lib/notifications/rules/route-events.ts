import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { decide, type Decision } from '#lib/notifications/rules/decide.ts'
import {
  type Folded,
  foldedDelivery,
  foldedMessage,
  foldEvents,
  type Routed,
} from '#lib/notifications/rules/fold-events.ts'
import { findLastResort } from '#lib/notifications/rules/last-resort.ts'
import type { NotificationEvent } from '#lib/notifications/rules/notification-event.ts'
import { applicable, readRules, type Rule } from '#lib/notifications/rules/read-rules.ts'
import { RuleConfig } from '#lib/notifications/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { countSuppressed } from '#lib/platform/metrics/metrics.ts'

function decisionOf(rule: Rule, event: NotificationEvent, now: Date): Decision {
  if (rule.connection.isEnabled) return decide(rule, event, now)
  return {
    kind: 'suppress',
    word: 'connection_off',
    reason: `not sent: ${rule.connection.name} is switched off`,
  }
}

const threadOf = (rule: Rule, { thread }: NotificationEvent, key: string) =>
  rule.config.threading === 'new' ? key : `${rule.id} ${thread}`

async function write(tx: Ctx, folded: Folded, now: Date): Promise<void> {
  const { rule, event, decision } = folded
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
      message: foldedMessage(folded),
      update: rule.config.threading === 'update',
      delivery: foldedDelivery(folded),
    },
    reason: decision.reason,
    heldUntil: decision.kind === 'hold' ? decision.until : null,
    suppressed: decision.kind === 'suppress' ? decision.word : null,
    at: now,
  })
}

const carries = ({ connection }: Rule) => getIntegration(connection.kind).notifier !== undefined

/** Where an event goes by its rules; a connection that fails is not told through itself. */
async function routesOf(tx: Ctx, event: NotificationEvent, now: Date): Promise<Routed[]> {
  const rules = (await readRules(tx, event.kind, now)).filter(carries)
  return applicable(rules, event.suiteIds)
    .filter(({ connection }) => connection.id !== event.notThrough)
    .map((rule) => ({ rule, event, decision: decisionOf(rule, event, now) }))
}

/** Tells that a connection fails although no rule says through which other one. Returns false when there is none. */
async function tellAnyway(tx: Ctx, event: NotificationEvent, now: Date): Promise<boolean> {
  if (event.notThrough === undefined) return false
  const connection = await findLastResort(tx, event.notThrough)
  if (!connection) return false
  const key = `${event.key} ${connection.id}`
  await addNotification(tx, {
    integrationId: connection.id,
    event: event.kind,
    subject: event.subject,
    threadKey: key,
    key,
    payload: { kind: 'message', message: event.message(RuleConfig.parse({})), update: false },
    reason: `no rule for ${event.kind} names a connection other than the one that fails, so ${connection.name} tells of it`,
    at: now,
  })
  return true
}

const isOff = ({ rule }: Routed) => !rule.connection.isEnabled

/**
 * Sends events of one subject where the rules say, in the transaction of what they tell of. Each connection gets a row
 * with the reason why it gets the message, or why not. What no rule wants is noted in the activity log, once for the subject.
 */
export async function routeEvents(
  tx: Ctx,
  events: readonly NotificationEvent[],
  now: Date,
): Promise<void> {
  const routed: Routed[] = []
  const unrouted: NotificationEvent[] = []
  for (const event of events) {
    const routes = await routesOf(tx, event, now)
    routed.push(...routes)
    if (routes.every(isOff) && (await tellAnyway(tx, event, now))) continue
    if (routes.length === 0) unrouted.push(event)
  }
  for (const folded of foldEvents(routed)) await write(tx, folded, now)
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
