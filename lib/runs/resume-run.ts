import { eq } from 'drizzle-orm'

import { testRuns } from '#db/schema/runs.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { isOpen, lockRun } from '#lib/runs/lock-run.ts'
import { publishRun } from '#lib/runs/publish.ts'
import { wakeWorkers } from '#lib/runs/queue/wake-workers.ts'

/**
 * Lets the waiting items of a paused run begin. Resuming a run that is not paused changes nothing. Throws
 * `ConflictError` when the run has ended.
 */
export async function resumeRun(ctx: Ctx, runId: string): Promise<void> {
  authorize(ctx.actor, 'run:start')
  await inTransaction(ctx, async (tx) => {
    const run = await lockRun(tx, runId)
    if (!isOpen(run)) throw new ConflictError('The run has ended already')
    if (!run.pausedAt) return
    await tx.db.update(testRuns).set({ pausedAt: null }).where(eq(testRuns.id, runId))
    await wakeWorkers(withinCtx(tx))
    await publishRun(withinCtx(tx), ctx.organizationId, runId)
    await recordAudit(tx, {
      action: 'run.resume',
      entityType: 'run',
      entityId: runId,
      before: { paused: true },
      after: { paused: false },
    })
  })
}
