import { and, eq } from 'drizzle-orm'

import { testRuns } from '#db/schema/runs.ts'
import { webhookEffects } from '#db/schema/webhooks.ts'
import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { effectKey } from '#lib/webhooks/effect-key.ts'
import {
  branchQueueOf,
  findNewerRun,
  supersede,
  type BranchQueue,
} from '#lib/webhooks/branch-queue.ts'
import { resolveRule, type ResolvedRule } from '#lib/webhooks/resolve-rule.ts'
import type { DecisionView, TriggerRule } from '#lib/webhooks/schema.ts'

/** A delivery with what is known of it when its rules are followed. */
export type Cause = {
  deliveryId: string
  bodySha256: string
  event: CiEvent
  connection: { id: string; name: string; kind: string }
  salt: string | null
}

const short = (sha: string) => sha.slice(0, 12)

/** The run that a rule asks for. */
export function requestOf(
  { event, connection }: Pick<Cause, 'event' | 'connection'>,
  rule: TriggerRule,
  { suites, target }: ResolvedRule,
): StartRunInput {
  const { repository, sha, branch, tag, pullRequest } = event
  const named = branch ?? tag
  return StartRunInput.parse({
    suite_ids: suites.map(({ id }) => id),
    target: target.id,
    mode: rule.mode,
    ...(rule.languages.length > 0 && { languages: rule.languages }),
    priority: rule.priority,
    fail_on: rule.fail_on,
    ...(repository !== null &&
      sha !== null && {
        git: {
          provider: connection.kind,
          repository,
          sha,
          ...(named !== null && { branch: named }),
          ...(pullRequest && { pull_request: pullRequest.number }),
        },
      }),
  })
}

type Effect = { runId: string | null; deliveryId: string | null }

/** The run that this effect started before; undefined when nobody had it. */
export async function findEffect(ctx: Ctx, key: string): Promise<Effect | undefined> {
  const [effect] = await ctx.db
    .select({ runId: webhookEffects.runId, deliveryId: webhookEffects.deliveryId })
    .from(webhookEffects)
    .where(and(eq(webhookEffects.organizationId, ctx.organizationId), eq(webhookEffects.key, key)))
  return effect
}

type Started = Omit<DecisionView, 'rule' | 'matched'>

const not = (reason: string, suiteIds: string[], runId: string | null = null): Started => ({
  reason,
  suite_ids: suiteIds,
  run_id: runId,
  started: false,
  cancelled_run_ids: [],
})

/** Whether the branch went on to other commits, which ended that run, and has now come back to this one. */
async function cameBack(tx: Ctx, queue: BranchQueue | null, before: Effect): Promise<boolean> {
  if (!queue || before.runId === null || before.deliveryId === null) return false
  const [run] = await tx.db
    .select({ status: testRuns.status })
    .from(testRuns)
    .where(eq(testRuns.id, before.runId))
  return run?.status === 'cancelled' && (await findNewerRun(tx, queue, before.deliveryId)) !== null
}

/** Takes the effect for this delivery: a new one, or that of the run which is to be replaced. */
async function claim(tx: Ctx, key: string, deliveryId: string, replaced: string | null) {
  const own = and(eq(webhookEffects.organizationId, tx.organizationId), eq(webhookEffects.key, key))
  const claimed =
    replaced === null
      ? await tx.db
          .insert(webhookEffects)
          .values({ organizationId: tx.organizationId, key, deliveryId })
          .onConflictDoNothing()
          .returning({ key: webhookEffects.key })
      : await tx.db
          .update(webhookEffects)
          .set({ deliveryId, runId: null })
          .where(and(own, eq(webhookEffects.runId, replaced)))
          .returning({ key: webhookEffects.key })
  return {
    won: claimed.length > 0,
    setRun: (runId: string) => tx.db.update(webhookEffects).set({ runId }).where(own),
  }
}

async function start(
  tx: Ctx,
  cause: Cause,
  rule: TriggerRule,
  resolved: ResolvedRule,
): Promise<Started> {
  const { deliveryId, event, connection, bodySha256, salt } = cause
  const suiteIds = resolved.suites.map(({ id }) => id)
  // A person who delivers again wants this run, whatever came since.
  const queue = salt === null ? branchQueueOf(event, connection.id, rule.name) : null
  const key = effectKey({ event, rule, suiteIds, targetId: resolved.target.id, bodySha256, salt })
  const before = await findEffect(tx, key)
  const back = before ? await cameBack(tx, queue, before) : false
  const what = event.sha === null ? 'this event' : `commit ${short(event.sha)}`
  if (before && !back) return not(`${what} has started it before`, suiteIds, before.runId)
  const newer = queue && (await findNewerRun(tx, queue, deliveryId))
  if (newer !== null)
    return not(`a newer commit of ${queue?.branch} is tested already`, suiteIds, newer)
  const effect = await claim(tx, key, deliveryId, before?.runId ?? null)
  if (!effect.won) {
    const winner = await findEffect(tx, key)
    return not(`${what} has started it before`, suiteIds, winner?.runId ?? null)
  }
  const { id } = await startRun(tx, requestOf(cause, rule, resolved), {
    kind: 'webhook',
    by: connection.name,
    connection_id: connection.id,
    delivery_id: deliveryId,
    rule: rule.name,
  })
  await effect.setRun(id)
  const cancelled = queue ? await supersede(tx, queue, deliveryId, rule.cancel_running) : []
  const ended = cancelled.length > 0 ? `; ended ${cancelled.length} of older commits` : ''
  return {
    reason: `started${ended}`,
    suite_ids: suiteIds,
    run_id: id,
    started: true,
    cancelled_run_ids: cancelled,
  }
}

/** What is wrong with the rule, or with what it names: no second try mends it. */
const mendable = new Set<string>(['invalid', 'not_found', 'conflict'])

/**
 * Follows a rule that matched, once for each commit and what is run on it, within the caller's transaction. What
 * the rule itself has wrong (a suite that is gone) is an answer in words and undoes nothing else.
 */
export async function startEffect(tx: Ctx, cause: Cause, rule: TriggerRule): Promise<Started> {
  try {
    return await inTransaction(tx, async (inner) =>
      start(inner, cause, rule, await resolveRule(inner, rule)),
    )
  } catch (error) {
    if (error instanceof AppError && mendable.has(error.code))
      return not(`could not start: ${error.message}`, [])
    throw error
  }
}
