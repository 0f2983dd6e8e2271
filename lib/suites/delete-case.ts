import { eq } from 'drizzle-orm'

import { testCases } from '#db/schema/suites.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { getCase, lockSuite } from '#lib/suites/queries.ts'

/** Hides the case; its versions and executions stay readable and its key is free again. */
export async function deleteCase(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'suite:write')
  await inTransaction(ctx, async (tx) => {
    const { suite_id, key } = await getCase(tx, id)
    await lockSuite(tx, suite_id)
    await tx.db.update(testCases).set({ deletedAt: new Date() }).where(eq(testCases.id, id))
    await recordAudit(tx, {
      action: 'case.delete',
      entityType: 'case',
      entityId: id,
      detail: { key },
    })
  })
}
