import { testSuites } from '#db/schema/index.ts'

import { recordAudit } from '../audit/record-audit.ts'
import { authorize } from '../auth/authorize.ts'
import { inTransaction, type Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { refuseDuplicates } from '../postgres-errors.ts'
import { getSuite } from './queries.ts'
import { CreateSuiteInput, type SuiteView } from './schema.ts'

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
      await recordAudit(tx, {
        action: 'suite.create',
        entityType: 'suite',
        entityId: suite.id,
        detail: { name: values.name },
      })
      return getSuite(tx, suite.id)
    }),
  )
}
