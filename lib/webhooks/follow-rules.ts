import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import type { ConnectionRow } from '#lib/integrations/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { lockBranch } from '#lib/webhooks/branch-queue.ts'
import { decide } from '#lib/webhooks/decide.ts'
import {
  aboutEvent,
  isBroken,
  nothing,
  resultWithoutMatch,
  summarize,
  whyNotTaken,
  type Result,
  type Standing,
} from '#lib/webhooks/judge-event.ts'
import { noRuleReason } from '#lib/webhooks/no-rule.ts'
import type { DeliveryRow } from '#lib/webhooks/read-stored.ts'
import { suiteNames } from '#lib/webhooks/resolve-rule.ts'
import type { DecisionView, TriggerRule } from '#lib/webhooks/schema.ts'
import { startEffect } from '#lib/webhooks/start-effect.ts'
import { effectiveRules } from '#lib/webhooks/triggers.ts'

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

export async function getStanding(ctx: Ctx, connection: ConnectionRow): Promise<Standing> {
  const rules = await effectiveRules(ctx, connection)
  const noRule = rules.length === 0 ? await noRuleReason(ctx, connection) : null
  return { connection, rules, noRule }
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
