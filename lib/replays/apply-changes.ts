import { and, eq, isNull, sql } from 'drizzle-orm'

import { validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { replayChanges, replays } from '#db/schema/replays.ts'
import { testRuns } from '#db/schema/runs.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { countUnapplied, type ReplayRow } from '#lib/replays/queries.ts'
import { createReplayPolicies } from '#lib/replays/replay-policies.ts'

/** Locks the change until the transaction ends; null when it has been applied, or is gone. */
async function lockChange(tx: Ctx, replayId: string, executionId: string) {
  const [row] = await tx.db
    .select({
      revision: replayChanges.revision,
      now: validationResults.revision,
      suiteId: voiceTestExecutions.suiteId,
      caseId: voiceTestExecutions.caseId,
      language: voiceTestExecutions.language,
      targetId: testRuns.targetId,
    })
    .from(replayChanges)
    .innerJoin(validationResults, eq(validationResults.executionId, replayChanges.executionId))
    .innerJoin(voiceTestExecutions, eq(voiceTestExecutions.id, replayChanges.executionId))
    .innerJoin(testRuns, eq(testRuns.id, voiceTestExecutions.runId))
    .where(
      and(
        eq(replayChanges.replayId, replayId),
        eq(replayChanges.executionId, executionId),
        eq(voiceTestExecutions.organizationId, tx.organizationId),
        isNull(replayChanges.appliedAt),
      ),
    )
    .for('update', { of: replayChanges })
  return row ?? null
}

const whyOf = ({ id, note, settings }: ReplayRow) =>
  `Replay ${id} by ${settings === null ? 'the policy in force' : 'a draft policy'}${note === '' ? '' : `: ${note}`}`

/** The last change that is applied ends the replay. */
async function endWhenDone(ctx: Ctx, id: string): Promise<void> {
  if ((await countUnapplied(ctx, id)) > 0) return
  await ctx.db
    .update(replays)
    .set({ state: 'applied', finishedAt: new Date() })
    .where(and(eq(replays.id, id), eq(replays.state, 'applying')))
}

/**
 * Judges executions anew as their replay has announced, each in a transaction of its own. One that was judged by somebody
 * else meanwhile is left as it is, and counted. Repeating it changes nothing.
 */
export async function applyChanges(
  ctx: Ctx,
  replayId: string,
  executionIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const [replay] = await ctx.db
    .select()
    .from(replays)
    .where(
      and(
        eq(replays.id, replayId),
        eq(replays.organizationId, ctx.organizationId),
        eq(replays.state, 'applying'),
      ),
    )
  if (!replay) return
  const policyOf = createReplayPolicies(ctx, PolicySettings.nullable().parse(replay.settings))
  for (const executionId of executionIds) {
    signal.throwIfAborted()
    await inTransaction(ctx, async (tx) => {
      const change = await lockChange(tx, replayId, executionId)
      if (!change) return
      if (change.now === change.revision)
        await revalidateExecution(tx, executionId, await policyOf(change), whyOf(replay))
      else
        await tx.db
          .update(replays)
          .set({ passedOver: sql`${replays.passedOver} + 1` })
          .where(eq(replays.id, replayId))
      await tx.db
        .update(replayChanges)
        .set({ appliedAt: sql`now()` })
        .where(
          and(eq(replayChanges.replayId, replayId), eq(replayChanges.executionId, executionId)),
        )
    })
  }
  await endWhenDone(ctx, replayId)
}
