import { and, count, eq, inArray } from 'drizzle-orm'

import { testRuns } from '#db/schema/runs.ts'
import { configurations } from '#db/schema/targets.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { getTarget, getTargetRow } from '#lib/targets/queries.ts'

/** Hides the target and forgets its secrets. Throws `ConflictError` while a run against it is open. */
export async function deleteTarget(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'target:write')
  await inTransaction(ctx, async (tx) => {
    const { name } = await getTargetRow(tx, id, true)
    const before = await getTarget(tx, id)
    const [open] = await tx.db
      .select({ runs: count() })
      .from(testRuns)
      .where(and(eq(testRuns.targetId, id), inArray(testRuns.status, ['queued', 'running'])))
    if (open && open.runs > 0)
      throw new ConflictError(`${open.runs} open run(s) use ${name}; cancel them first`)
    await tx.db
      .update(configurations)
      .set({ deletedAt: new Date(), secrets: {}, isActive: false })
      .where(eq(configurations.id, id))
    await recordAudit(tx, {
      action: 'target.delete',
      entityType: 'target',
      entityId: id,
      detail: { name },
      before,
    })
  })
}
