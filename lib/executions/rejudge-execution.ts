import { and, eq } from 'drizzle-orm'

import type { ReviewStatus } from '#db/enums.ts'
import { validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { applyCounts } from '#lib/runs/results/apply-counts.ts'
import { finalExecutions } from '#lib/runs/results/final-executions.ts'

async function lockExecution(ctx: Ctx, executionId: string) {
  const select = () =>
    ctx.db
      .select({ itemId: voiceTestExecutions.itemId, isFinal: voiceTestExecutions.isFinal })
      .from(voiceTestExecutions)
      .where(
        and(
          eq(voiceTestExecutions.id, executionId),
          eq(voiceTestExecutions.organizationId, ctx.organizationId),
        ),
      )
  const [found] = await select()
  if (!found) throw new NotFoundError('execution', executionId)
  // The item first, as whoever tries it again does: two that meet wait for each other in turn.
  await ctx.db
    .select({ id: testExecutionQueue.id })
    .from(testExecutionQueue)
    .where(eq(testExecutionQueue.id, found.itemId))
    .for('update')
  const [locked] = await select().for('update')
  return locked ?? found
}

type Judgement = { verdict: 'passed' | 'failed' | 'invalid'; reviewStatus: ReviewStatus }

/**
 * Changes the verdict in force of an execution, and with it the item, the run's counters and the daily roll-up.
 * Call it within a transaction; it locks the item and the execution. Throws `NotFoundError`.
 */
export async function rejudgeExecution(
  ctx: Ctx,
  executionId: string,
  judgement: Judgement,
): Promise<void> {
  const execution = await lockExecution(ctx, executionId)
  const before = execution.isFinal ? await finalExecutions(ctx, [execution.itemId]) : []
  await ctx.db
    .update(voiceTestExecutions)
    .set(judgement)
    .where(eq(voiceTestExecutions.id, executionId))
  await ctx.db
    .update(validationResults)
    .set(judgement)
    .where(eq(validationResults.executionId, executionId))
  if (!execution.isFinal) return
  await ctx.db
    .update(testExecutionQueue)
    .set({ verdict: judgement.verdict })
    .where(eq(testExecutionQueue.id, execution.itemId))
  const after = await finalExecutions(ctx, [execution.itemId])
  await applyCounts(withinCtx(ctx), [
    ...before.map((row) => ({ ...row, sign: -1 as const })),
    ...after,
  ])
}
