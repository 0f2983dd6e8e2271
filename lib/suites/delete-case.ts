import { eq } from 'drizzle-orm'

import { testCases } from '#db/schema/suites.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { getCase, getCaseVersion, lockSuite } from '#lib/suites/queries.ts'

/** Hides the case; its versions and executions stay readable and its key is free again. */
export async function deleteCase(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'suite:write')
  await inTransaction(ctx, async (tx) => {
    const { suite_id, key, version } = await getCase(tx, id)
    await lockSuite(tx, suite_id)
    const { definition } = await getCaseVersion(tx, id, version)
    await tx.db.update(testCases).set({ deletedAt: new Date() }).where(eq(testCases.id, id))
    await recordAudit(tx, {
      action: 'case.delete',
      entityType: 'case',
      entityId: id,
      detail: { key },
      before: definition,
    })
  })
}
