import { and, eq, inArray, sql } from 'drizzle-orm'

import { runSummaries, testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { enqueue, withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { lockRun } from '#lib/runs/lock-run.ts'
import { publish } from '#lib/runs/publish.ts'

/** NOTIFY channel: workers end the calls of the run whose id is the payload. */
export const cancelChannel = 'earshot_cancel'

/**
 * Ends a run now: waiting items are not begun, calls under way are cut off and their results refused. What
 * was judged stays. Throws `ConflictError` when the run has ended already.
 */
export async function cancelRun(ctx: Ctx, runId: string): Promise<void> {
  authorize(ctx.actor, 'run:cancel')
  await inTransaction(ctx, async (tx) => {
    const { status } = await lockRun(tx, runId)
    const [run] = await tx.db
      .update(testRuns)
      .set({ status: 'cancelled', finishedAt: new Date() })
      .where(and(eq(testRuns.id, runId), inArray(testRuns.status, ['queued', 'running'])))
      .returning({ id: testRuns.id, expandedAt: testRuns.expandedAt })
    if (!run) throw new ConflictError('The run has ended already')
    const cancelled = await tx.db
      .update(testExecutionQueue)
      .set({ status: 'cancelled', finishedAt: new Date() })
      .where(
        and(
          eq(testExecutionQueue.runId, runId),
          inArray(testExecutionQueue.status, ['pending', 'running']),
        ),
      )
      .returning({ id: testExecutionQueue.id })
    await tx.db
      .update(runSummaries)
      .set(
        // Before expansion no item exists yet, but the promised ones are accounted for.
        run.expandedAt
          ? { cancelled: sql`${runSummaries.cancelled} + ${cancelled.length}` }
          : { cancelled: sql`${runSummaries.total}` },
      )
      .where(eq(runSummaries.runId, runId))
    await tx.db.execute(sql`select pg_notify(${cancelChannel}, ${runId})`)
    await enqueue(tx, 'run.notify', {
      runId,
      organizationId: ctx.organizationId,
      moment: 'finished',
    })
    await publish(withinCtx(tx), [
      { type: 'run', organization_id: ctx.organizationId, run_id: runId },
    ])
    await recordAudit(tx, {
      action: 'run.cancel',
      entityType: 'run',
      entityId: runId,
      detail: { items: cancelled.length },
      before: { status },
      after: { status: 'cancelled' },
    })
  })
}
