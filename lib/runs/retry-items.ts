import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'

import {
  runSummaries,
  testExecutionQueue,
  testRuns,
  voiceTestExecutions,
} from '#db/schema/index.ts'

import { recordAudit } from '../audit/record-audit.ts'
import { authorize } from '../auth/authorize.ts'
import { inTransaction, type Ctx } from '../context.ts'
import { ConflictError } from '../errors.ts'
import { removeDeadLetters } from '../jobs/dead-letters.ts'
import { withinCtx } from '../jobs/enqueue.ts'
import { admitChannel } from './admit-items.ts'
import { announce } from './announce.ts'
import { applyCounts } from './apply-counts.ts'
import { finalExecutions } from './counted.ts'
import { getRunRow } from './queries.ts'

export const RetryItemsInput = z.strictObject({
  /** which items: judged as failed, not judgeable, or both */
  which: z.enum(['failed', 'invalid', 'all']).default('all'),
})
export type RetryItemsInput = z.input<typeof RetryItemsInput>

async function reopen(tx: Ctx, runId: string, itemIds: string[], unjudged: number): Promise<void> {
  await tx.db
    .update(voiceTestExecutions)
    .set({ isFinal: false })
    .where(and(inArray(voiceTestExecutions.itemId, itemIds), eq(voiceTestExecutions.isFinal, true)))
  await tx.db
    .update(testExecutionQueue)
    .set({
      status: 'pending',
      verdict: null,
      lastError: null,
      admittedAt: null,
      finishedAt: null,
      crashes: 0,
      retries: sql`${testExecutionQueue.retries} + 1`,
    })
    .where(inArray(testExecutionQueue.id, itemIds))
  // Items that ended without any execution were counted without one, too.
  if (unjudged > 0)
    await tx.db
      .update(runSummaries)
      .set({ invalid: sql`${runSummaries.invalid} - ${unjudged}` })
      .where(eq(runSummaries.runId, runId))
  await tx.db
    .update(testRuns)
    .set({ status: 'running', finishedAt: null, failureReason: null })
    .where(eq(testRuns.id, runId))
}

/**
 * Runs the failed and invalid items of an ended run again: each keeps its row, its earlier attempts stay and
 * are shown. Returns how many are tried again. Throws `ConflictError` while the run is under way.
 */
export async function retryItems(
  ctx: Ctx,
  runId: string,
  input: RetryItemsInput = {},
): Promise<{ items: number }> {
  authorize(ctx.actor, 'run:start')
  const { which } = RetryItemsInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    await getRunRow(tx, runId)
    const [run] = await tx.db
      .select({ status: testRuns.status })
      .from(testRuns)
      .where(eq(testRuns.id, runId))
      .for('update')
    if (run?.status !== 'completed' && run?.status !== 'failed')
      throw new ConflictError('Only a run that has ended can be tried again')
    const items = await tx.db
      .select({ id: testExecutionQueue.id })
      .from(testExecutionQueue)
      .where(
        and(
          eq(testExecutionQueue.runId, runId),
          inArray(testExecutionQueue.verdict, which === 'all' ? ['failed', 'invalid'] : [which]),
        ),
      )
      .for('update')
    if (items.length === 0) return { items: 0 }
    const ids = items.map(({ id }) => id)
    const judged = await finalExecutions(tx, ids)
    await applyCounts(
      withinCtx(tx),
      judged.map((row) => ({ ...row, sign: -1 })),
    )
    await reopen(tx, runId, ids, items.length - judged.length)
    await removeDeadLetters(withinCtx(tx), 'execution.execute', 'itemId', ids)
    await tx.db.execute(sql`select pg_notify(${admitChannel}, ${ctx.organizationId})`)
    await announce(withinCtx(tx), [
      { type: 'run', organization_id: ctx.organizationId, run_id: runId },
    ])
    await recordAudit(tx, {
      action: 'run.retry',
      entityType: 'run',
      entityId: runId,
      detail: { which, items: items.length },
    })
    return { items: items.length }
  })
}
