import { InboundSettings } from '#lib/engines/vendors/inbound-settings.ts'
import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import { decide, kindWords } from '#lib/webhooks/decide.ts'
import type { ReadEvent } from '#lib/webhooks/parse-event.ts'
import type { DecisionView, DeliveryView, TriggerRule } from '#lib/webhooks/schema.ts'

export type Result = {
  status: DeliveryView['status']
  reason: string | null
  decisions: DecisionView[]
}

/** Why the connection does not take an event at all; null when it does. */
export function whyNotTaken({ config }: Standing['connection'], { kind }: CiEvent) {
  const { enabled, events } = InboundSettings.parse(config).webhooks
  if (!enabled) return 'Webhooks of this connection are switched off'
  return events.length === 0 || events.some((one) => one === kind)
    ? null
    : `The connection does not take ${kindWords[kind]}: its events are ${events.join(', ')}`
}

/** What holds for all deliveries of a connection: read once for many. */
export type Standing = {
  connection: { config: unknown }
  rules: readonly TriggerRule[]
  /** why nothing starts; null when there are rules */
  noRule: string | null
}

/** What becomes of a delivery that asks for nothing; null when its rules are to be followed. */
export function resultOfNothing({
  event,
  ignored,
}: Pick<ReadEvent, 'event' | 'ignored'>): Result | null {
  if (event !== null && ignored === null && event.kind !== 'ping') return null
  return { status: 'ignored', reason: ignored ?? 'The event starts no run', decisions: [] }
}

export const isBroken = ({ matched, run_id, suite_ids }: DecisionView) =>
  matched && run_id === null && suite_ids.length === 0

export function summarize(decisions: DecisionView[]): Result {
  const matched = decisions.filter((one) => one.matched)
  const broken = matched.filter(isBroken)
  if (matched.length === 0) {
    const words = decisions.map(({ rule, reason }) => `${rule}: ${reason}`).join('; ')
    return { status: 'ignored', reason: `No rule matched: ${words}`.slice(0, 1_000), decisions }
  }
  const reason = broken.map(({ rule, reason: why }) => `${rule}: ${why}`).join('; ') || null
  const status = broken.length === matched.length ? 'failed' : 'processed'
  return { status, reason: reason?.slice(0, 1_000) ?? null, decisions }
}

const placeOf = ({ branch, tag, sha }: CiEvent) => branch ?? tag ?? sha ?? 'no branch'

/** Says for each decision which of several events of a delivery it is about. */
export const aboutEvent = (event: CiEvent, among: readonly CiEvent[], decisions: DecisionView[]) =>
  among.length > 1
    ? decisions.map((one) => ({ ...one, reason: `${placeOf(event)}: ${one.reason}` }))
    : decisions

export const nothing = { suite_ids: [], run_id: null, started: false, cancelled_run_ids: [] }

/** What becomes of a delivery that no rule matches, which needs no transaction; null when one does. */
export function resultWithoutMatch(
  { connection, rules, noRule }: Standing,
  events: readonly CiEvent[],
): Result | null {
  const taken = events.filter((event) => whyNotTaken(connection, event) === null)
  const [first] = events
  if (first && taken.length === 0)
    return { status: 'ignored', reason: whyNotTaken(connection, first), decisions: [] }
  if (noRule !== null) return { status: 'ignored', reason: noRule, decisions: [] }
  const decisions: DecisionView[] = []
  for (const event of taken) {
    const made = rules.map((rule) => ({ rule: rule.name, ...decide(event, rule), ...nothing }))
    if (made.some(({ matched }) => matched)) return null
    decisions.push(...aboutEvent(event, taken, made))
  }
  return summarize(decisions)
}
