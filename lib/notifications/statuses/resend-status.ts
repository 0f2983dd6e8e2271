import { v7 as uuidv7 } from 'uuid'

import { getRunFacts } from '#lib/notifications/runs/run-facts.ts'
import { addStatuses } from '#lib/notifications/statuses/add-statuses.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'

/**
 * Tells the commit of a run again, whatever was told before. Returns how many statuses are on their way. Throws
 * `NotFoundError`, and `ConflictError` when the run has no commit or nobody to tell.
 */
export async function resendStatus(ctx: Ctx, runId: string): Promise<{ statuses: number }> {
  authorize(ctx.actor, 'run:start')
  return inTransaction(ctx, async (tx) => {
    const facts = await getRunFacts(tx, runId)
    const statuses = await addStatuses(tx, facts, { again: uuidv7() })
    if (statuses === 0)
      throw new ConflictError(
        facts.git
          ? `No enabled connection may set a commit status in ${facts.git.repository}`
          : 'The run was not started for a commit',
      )
    await recordAudit(tx, {
      action: 'notification.resend_status',
      entityType: 'run',
      entityId: runId,
      detail: { statuses },
    })
    return { statuses }
  })
}
