import { and, eq, inArray, sql } from 'drizzle-orm'

import { voiceTestExecutions } from '#db/schema/executions.ts'
import { runSummaries, testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { removeDeadLetters } from '#lib/platform/jobs/dead-letters.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { publishRun } from '#lib/runs/publish.ts'
import { wakeWorkers } from '#lib/runs/queue/wake-workers.ts'
import { applyCounts } from '#lib/runs/results/apply-counts.ts'
import { finalExecutions } from '#lib/runs/results/final-executions.ts'

type EndedItem = { id: string; manualRetries: number }

/** Those that people may have tried again; throws `ConflictError` when there are some, but none of them may. */
export function retriable(items: EndedItem[]): string[] {
  const limit = settings().MAX_ITEM_RETRIES
  const ids = items.filter((item) => item.manualRetries < limit).map(({ id }) => id)
  if (items.length > 0 && ids.length === 0)
    throw new ConflictError(
      `${items.length === 1 ? 'The item was' : `All ${items.length} items were`} retried ${limit} times already, the limit set by MAX_ITEM_RETRIES`,
    )
  return ids
}

async function resetItems(tx: Ctx, runId: string, itemIds: string[]): Promise<void> {
  const recorded = await tx.db
    .update(voiceTestExecutions)
    .set({ isFinal: false })
    .where(and(inArray(voiceTestExecutions.itemId, itemIds), eq(voiceTestExecutions.isFinal, true)))
    .returning({ itemId: voiceTestExecutions.itemId })
  const tried = sql.param(recorded.map(({ itemId }) => itemId))
  await tx.db
    .update(testExecutionQueue)
    .set({
      status: 'pending',
      verdict: null,
      lastError: null,
      admittedAt: null,
      finishedAt: null,
      crashes: 0,
      tries: 0,
      notBefore: null,
      // One that ended without an execution was not tried.
      retries: sql`${testExecutionQueue.retries} + (${testExecutionQueue.id} = any(${tried}::uuid[]))::int`,
      manualRetries: sql`${testExecutionQueue.manualRetries} + 1`,
    })
    .where(and(eq(testExecutionQueue.runId, runId), inArray(testExecutionQueue.id, itemIds)))
}

/**
 * Lets ended items of a run wait again, within the transaction that holds the run (`lockRun`) and the items: their
 * results leave the counters, their attempts stay, and the run is under way once more.
 */
export async function reopenItems(tx: Ctx, runId: string, itemIds: string[]): Promise<void> {
  const judged = await finalExecutions(tx, itemIds)
  await applyCounts(
    withinCtx(tx),
    judged.map((row) => ({ ...row, sign: -1 })),
  )
  await resetItems(tx, runId, itemIds)
  // Items that ended without any execution were counted without one, too.
  const unjudged = itemIds.length - judged.length
  if (unjudged > 0)
    await tx.db
      .update(runSummaries)
      .set({ invalid: sql`${runSummaries.invalid} - ${unjudged}` })
      .where(eq(runSummaries.runId, runId))
  await tx.db
    .update(testRuns)
    .set({
      status: 'running',
      finishedAt: null,
      failureReason: null,
      // A run that was paused to its end has forgotten that; one that is paused stays so.
      pausedAt: sql`case when ${testRuns.status} in ('queued', 'running') then ${testRuns.pausedAt} end`,
    })
    .where(eq(testRuns.id, runId))
  await removeDeadLetters(withinCtx(tx), 'execution.execute', 'itemId', itemIds)
  await wakeWorkers(withinCtx(tx))
  await publishRun(withinCtx(tx), tx.organizationId, runId)
}
