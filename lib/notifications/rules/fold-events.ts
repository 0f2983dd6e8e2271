import { getIntegration } from '#lib/engines/vendors/registry.ts'
import type { Message } from '#lib/engines/vendors/types.ts'
import type { Decision } from '#lib/notifications/rules/decide.ts'
import type { EventKind, NotificationEvent } from '#lib/notifications/rules/notification-event.ts'
import type { Rule } from '#lib/notifications/rules/read-rules.ts'

/** An event at a rule, and what becomes of it there. */
export type Routed = { rule: Rule; event: NotificationEvent; decision: Decision }

/** `also`: events that the same message tells of. */
export type Folded = Routed & { also: readonly Routed[] }

const isOpen = ({ decision }: Routed) => decision.kind !== 'suppress'

const isFoldable = (routed: Routed) =>
  isOpen(routed) &&
  routed.event.isPartOfRun === true &&
  getIntegration(routed.rule.connection.kind).readers !== 'programs'

/**
 * Which of them wait for a summary: all when the first does, but for those whose rules collect nothing. A rule whose
 * messages were told by others has opened no window of its own.
 */
function waits(one: Routed, first: Routed): boolean {
  if (first.decision.kind !== 'hold') return false
  return one.decision.kind === 'hold' || one.rule.config.batch_window_minutes > 0
}

const covered = (routed: Routed, { event }: Routed): Folded => ({
  ...routed,
  also: [],
  decision: {
    kind: 'suppress',
    word: 'told_already',
    reason: `not sent: the message of ${event.kind} to the same connection covers it`,
  },
})

function foldGroup(group: readonly Routed[]): Folded[] {
  const [first, ...rest] = group
  if (!first) return []
  return [{ ...first, also: rest }, ...rest.map((one) => covered(one, first))]
}

/**
 * Makes one message of all that a connection is to get of one run: the first event, the whole before its parts, tells of
 * the others. Programs get every event, and what replaces an earlier message tells only its own.
 */
export function foldEvents(routed: readonly Routed[]): Folded[] {
  const groups = new Map<string, Routed[]>()
  for (const one of routed.filter(isFoldable)) {
    const key = `${one.rule.connection.id} ${one.rule.config.threading}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const alone = routed.filter((one) => !isFoldable(one)).map((one) => ({ ...one, also: [] }))
  const folded = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const later = group.filter((one) => waits(one, first))
    return [...foldGroup(group.filter((one) => !waits(one, first))), ...foldGroup(later)]
  })
  return [...folded, ...alone]
}

const severities = ['info', 'warning', 'critical'] as const
const gravest = (messages: readonly Message[]) =>
  severities.findLast((one) => messages.some(({ severity }) => severity === one)) ?? 'info'

/** What is named beside the first message; failing cases are its items already. */
const labels: Partial<Record<EventKind, string>> = {
  critical_failure: 'Critical',
  regression_detected: 'Regressions',
  defect_created: 'Defects',
}

const messageOf = ({ rule, event }: Routed): Message => ({
  ...event.message(rule.config),
  mentions: rule.config.mentions,
})

/** The message of an event and of those that it covers: as grave as the gravest, to everyone whom one of them mentions. */
export function foldedMessage(folded: Folded): Message {
  const first = messageOf(folded)
  const others = folded.also.map((one) => ({ kind: one.event.kind, message: messageOf(one) }))
  const messages = [first, ...others.map(({ message }) => message)]
  return {
    ...first,
    severity: gravest(messages),
    facts: [
      ...first.facts,
      ...others.flatMap(({ kind, message }) => {
        const label = labels[kind]
        return label === undefined ? [] : [{ label, value: message.title }]
      }),
    ],
    mentions: [...new Set(messages.flatMap(({ mentions }) => mentions))],
  }
}

/** One rule that wants it at least once is enough. */
export const foldedDelivery = ({ rule, also }: Folded) =>
  [rule, ...also.map((one) => one.rule)].some(({ config }) => config.delivery === 'at_least_once')
    ? 'at_least_once'
    : 'at_most_once'
