import { testSuites } from '#db/schema/suites.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { getSuite } from '#lib/suites/queries.ts'
import { CreateSuiteInput, type SuiteView } from '#lib/suites/schema.ts'

/** Throws `ConflictError` when the organization has a suite of this name. */
export async function createSuite(ctx: Ctx, input: CreateSuiteInput): Promise<SuiteView> {
  authorize(ctx.actor, 'suite:write')
  const values = CreateSuiteInput.parse(input)
  return refuseDuplicates(`There is a suite named ${values.name} already`, () =>
    inTransaction(ctx, async (tx) => {
      const [suite] = await tx.db
        .insert(testSuites)
        .values({ ...values, organizationId: tx.organizationId, createdBy: tx.actor.id })
        .returning({ id: testSuites.id })
      if (!suite) throw new AppError('internal', 'Insert returned no suite')
      const after = await getSuite(tx, suite.id)
      await recordAudit(tx, {
        action: 'suite.create',
        entityType: 'suite',
        entityId: suite.id,
        detail: { name: values.name },
        after,
      })
      return after
    }),
  )
}
