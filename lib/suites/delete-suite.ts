import { eq } from 'drizzle-orm'

import { testSuites } from '#db/schema/suites.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { getSuite, lockSuite } from '#lib/suites/queries.ts'

/** Hides the suite and its cases; what was executed stays readable and its name is free again. */
export async function deleteSuite(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'suite:write')
  await inTransaction(ctx, async (tx) => {
    const { name } = await lockSuite(tx, id)
    const before = await getSuite(tx, id)
    await tx.db.update(testSuites).set({ deletedAt: new Date() }).where(eq(testSuites.id, id))
    await recordAudit(tx, {
      action: 'suite.delete',
      entityType: 'suite',
      entityId: id,
      detail: { name },
      before,
    })
  })
}
