import { max, eq } from 'drizzle-orm'
import type { z } from 'zod'

import { testCases, testCaseVersions } from '#db/schema/suites.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { parseDefinition } from '#lib/suites/definition.ts'
import { getCase, lockSuite } from '#lib/suites/queries.ts'
import type { CaseInput, CaseView } from '#lib/suites/schema.ts'
import { writeCaseRows } from '#lib/suites/write-case-rows.ts'

/** The columns that repeat parts of the definition, so that lists need not read it. */
export function caseColumns({ id: key, name, description, priority, status, tags }: CaseInput) {
  return { key, name, description, priority, status, tags }
}

/** Adds a case at the end of a suite. Throws `ConflictError` when the suite has a case of this key. */
export async function createCase(
  ctx: Ctx,
  suiteId: string,
  input: z.input<typeof CaseInput>,
): Promise<CaseView> {
  authorize(ctx.actor, 'suite:write')
  const definition = parseDefinition(input)
  return refuseDuplicates(`The suite has a case with the id ${definition.id} already`, () =>
    inTransaction(ctx, async (tx) => {
      await lockSuite(tx, suiteId)
      const [last] = await tx.db
        .select({ position: max(testCases.position) })
        .from(testCases)
        .where(eq(testCases.suiteId, suiteId))
      const [row] = await tx.db
        .insert(testCases)
        .values({
          ...caseColumns(definition),
          organizationId: tx.organizationId,
          suiteId,
          position: (last?.position ?? -1) + 1,
        })
        .returning({ id: testCases.id })
      if (!row) throw new AppError('internal', 'Insert returned no case')
      await tx.db
        .insert(testCaseVersions)
        .values({ caseId: row.id, version: 1, definition, createdBy: tx.actor.id })
      await writeCaseRows(tx, suiteId, [{ caseId: row.id, definition }])
      await recordAudit(tx, {
        action: 'case.create',
        entityType: 'case',
        entityId: row.id,
        detail: { key: definition.id, name: definition.name },
        after: definition,
      })
      return getCase(tx, row.id)
    }),
  )
}
