import { eq } from 'drizzle-orm'

import { testSuites } from '#db/schema/suites.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { getSuite, lockSuite } from '#lib/suites/queries.ts'
import { UpdateSuiteInput, type SuiteView } from '#lib/suites/schema.ts'

/** Changes what is given. Throws `ConflictError` when another suite has the new name. */
export async function updateSuite(
  ctx: Ctx,
  id: string,
  input: UpdateSuiteInput,
): Promise<SuiteView> {
  authorize(ctx.actor, 'suite:write')
  const values = definedValues(UpdateSuiteInput.parse(input))
  return refuseDuplicates(`There is a suite named ${values.name} already`, () =>
    inTransaction(ctx, async (tx) => {
      await lockSuite(tx, id)
      const before = await getSuite(tx, id)
      await tx.db
        .update(testSuites)
        .set({ ...values, updatedAt: new Date() })
        .where(eq(testSuites.id, id))
      const after = await getSuite(tx, id)
      await recordAudit(tx, {
        action: 'suite.update',
        entityType: 'suite',
        entityId: id,
        detail: values,
        before,
        after,
      })
      return after
    }),
  )
}
