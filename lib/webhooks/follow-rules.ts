import { InboundSettings } from '#lib/engines/vendors/inbound-settings.ts'
import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import type { ConnectionRow } from '#lib/integrations/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { lockBranch } from '#lib/webhooks/branch-queue.ts'
import { decide, kindWords } from '#lib/webhooks/decide.ts'
import { noRuleReason } from '#lib/webhooks/no-rule.ts'
import type { ReadEvent } from '#lib/webhooks/parse-event.ts'
import type { DeliveryRow } from '#lib/webhooks/read-stored.ts'
import { suiteNames } from '#lib/webhooks/resolve-rule.ts'
import type { DecisionView, DeliveryView, TriggerRule } from '#lib/webhooks/schema.ts'
import { startEffect } from '#lib/webhooks/start-effect.ts'
import { effectiveRules } from '#lib/webhooks/triggers.ts'

export type Result = {
  status: DeliveryView['status']
  reason: string | null
  decisions: DecisionView[]
}

/** A rule that matched and could not start what it asks for: its commit is to be told. */
export type RefusedStart = {
  deliveryId: string
  connectionId: string
  repository: string
  sha: string
  /** branch or tag */
  ref: string | null
  /** names of the suites that were to run */
  suites: string[]
  /** in words */
  reason: string
}

type Following = {
  row: DeliveryRow
  connection: ConnectionRow
  salt: string | null
  onRefused: ((tx: Ctx, refused: RefusedStart) => Promise<void>) | undefined
}

const isBroken = ({ matched, run_id, suite_ids }: DecisionView) =>
  matched && run_id === null && suite_ids.length === 0

/** Why the connection does not take an event at all; null when it does. */
export function whyNotTaken({ config }: Pick<ConnectionRow, 'config'>, { kind }: CiEvent) {
  const { enabled, events } = InboundSettings.parse(config).webhooks
  if (!enabled) return 'Webhooks of this connection are switched off'
  return events.length === 0 || events.some((one) => one === kind)
    ? null
    : `The connection does not take ${kindWords[kind]}: its events are ${events.join(', ')}`
}

async function tell(tx: Ctx, following: Following, event: CiEvent, rule: TriggerRule, why: string) {
  const { repository, sha, branch, tag } = event
  if (repository === null || sha === null || !following.onRefused) return
  await following.onRefused(tx, {
    deliveryId: following.row.id,
    connectionId: following.connection.id,
    repository,
    sha,
    ref: branch ?? tag,
    suites: await suiteNames(tx, rule.suites),
    reason: why,
  })
}

async function followOne(
  tx: Ctx,
  following: Following,
  event: CiEvent,
  rules: readonly TriggerRule[],
): Promise<DecisionView[]> {
  const { row, connection, salt } = following
  const { id, name, kind } = connection
  const cause = {
    deliveryId: row.id,
    bodySha256: row.bodySha256,
    event,
    connection: { id, name, kind },
    salt,
  }
  const decisions: DecisionView[] = []
  await lockBranch(tx, event)
  for (const rule of rules) {
    const { matched, reason } = decide(event, rule)
    const decision: DecisionView = matched
      ? { rule: rule.name, matched, ...(await startEffect(tx, cause, rule)) }
      : { rule: rule.name, matched, reason, ...nothing }
    if (isBroken(decision)) await tell(tx, following, event, rule, decision.reason)
    decisions.push(decision)
  }
  return decisions
}

function summarize(decisions: DecisionView[]): Result {
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

/** What holds for all deliveries of a connection: read once for many. */
export type Standing = {
  connection: ConnectionRow
  rules: readonly TriggerRule[]
  /** why nothing starts; null when there are rules */
  noRule: string | null
}

export async function getStanding(ctx: Ctx, connection: ConnectionRow): Promise<Standing> {
  const rules = await effectiveRules(ctx, connection)
  const noRule = rules.length === 0 ? await noRuleReason(ctx, connection) : null
  return { connection, rules, noRule }
}

/** What becomes of a delivery that asks for nothing; null when its rules are to be followed. */
export function resultOfNothing({
  event,
  ignored,
}: Pick<ReadEvent, 'event' | 'ignored'>): Result | null {
  if (event !== null && ignored === null && event.kind !== 'ping') return null
  return { status: 'ignored', reason: ignored ?? 'The event starts no run', decisions: [] }
}

/** Says for each decision which of several events of a delivery it is about. */
const aboutEvent = (event: CiEvent, among: readonly CiEvent[], decisions: DecisionView[]) =>
  among.length > 1
    ? decisions.map((one) => ({ ...one, reason: `${placeOf(event)}: ${one.reason}` }))
    : decisions

const nothing = { suite_ids: [], run_id: null, started: false, cancelled_run_ids: [] }

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

/**
 * Follows the rules of the connection that a delivery came through, for each event that it tells of: as that connection,
 * which may start and end runs and nothing else.
 */
export async function followRules(
  system: Ctx,
  following: Following,
  events: readonly CiEvent[],
): Promise<Result> {
  const { connection } = following
  const { id, name } = connection
  const tx: Ctx = { ...system, actor: { kind: 'webhook', id: null, name, connectionId: id } }
  const standing = await getStanding(tx, connection)
  const withoutMatch = resultWithoutMatch(standing, events)
  if (withoutMatch) return withoutMatch
  const taken = events.filter((event) => whyNotTaken(connection, event) === null)
  const decisions: DecisionView[] = []
  for (const event of taken)
    decisions.push(
      ...aboutEvent(event, taken, await followOne(tx, following, event, standing.rules)),
    )
  return summarize(decisions)
}
