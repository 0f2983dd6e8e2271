import { eq } from 'drizzle-orm'

import { testCases, testCaseVersions } from '#db/schema/suites.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'
import { caseColumns } from '#lib/suites/create-case.ts'
import { parseDefinition, parsePatch, sameDefinition } from '#lib/suites/definition.ts'
import { getCase, getCaseVersion, lockSuite } from '#lib/suites/queries.ts'
import type { CaseView, UpdateCaseInput } from '#lib/suites/schema.ts'
import { writeCaseRows } from '#lib/suites/write-case-rows.ts'

/**
 * Replaces the given parts of a case. A change makes a new version; executions keep pointing at the one they
 * ran. Throws `ConflictError` when `base_version` is not the version in force, or the key is taken.
 */
export async function updateCase(ctx: Ctx, id: string, input: UpdateCaseInput): Promise<CaseView> {
  authorize(ctx.actor, 'suite:write')
  const { base_version, ...patch } = parsePatch(input)
  return refuseDuplicates(`The suite has a case with the id ${input.id} already`, () =>
    inTransaction(ctx, async (tx) => {
      const { suite_id } = await getCase(tx, id)
      await lockSuite(tx, suite_id)
      const { version } = await getCase(tx, id)
      if (base_version !== undefined && base_version !== version)
        throw new ConflictError(
          `Somebody changed this case meanwhile: it is at version ${version}, not ${base_version}`,
        )
      const before = (await getCaseVersion(tx, id, version)).definition
      const definition = parseDefinition({ ...before, ...definedValues(patch) })
      if (sameDefinition(before, definition)) return getCase(tx, id)

      const next = version + 1
      await tx.db
        .insert(testCaseVersions)
        .values({ caseId: id, version: next, definition, createdBy: tx.actor.id })
      await tx.db
        .update(testCases)
        .set({ ...caseColumns(definition), version: next })
        .where(eq(testCases.id, id))
      await writeCaseRows(tx, suite_id, [{ caseId: id, definition }])
      await recordAudit(tx, {
        action: 'case.update',
        entityType: 'case',
        entityId: id,
        detail: { version: next, changed: Object.keys(definedValues(patch)) },
        before,
        after: definition,
      })
      return getCase(tx, id)
    }),
  )
}
