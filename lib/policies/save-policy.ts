import { and, eq, max } from 'drizzle-orm'

import { organizations } from '#db/schema/accounts.ts'
import { validationPolicies } from '#db/schema/policies.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, ConflictError } from '#lib/platform/errors.ts'
import { changesBetween } from '#lib/policies/changes.ts'
import { getPolicy, newestVersion, type PolicySubject } from '#lib/policies/queries.ts'
import { SavePolicyInput, type PolicyView } from '#lib/policies/schema.ts'
import { getCase, getSuite } from '#lib/suites/queries.ts'

/** Of one organization one after the other: versions are counted, and the newest is compared. */
async function lockVersions(tx: Ctx): Promise<number> {
  await tx.db
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, tx.organizationId))
    .for('no key update')
  const [row] = await tx.db
    .select({ version: max(validationPolicies.version) })
    .from(validationPolicies)
    .where(eq(validationPolicies.organizationId, tx.organizationId))
  return row?.version ?? 0
}

async function settingsBefore(tx: Ctx, version: number) {
  if (version === 0) return null
  const [row] = await tx.db
    .select({ settings: validationPolicies.settings })
    .from(validationPolicies)
    .where(
      and(
        eq(validationPolicies.organizationId, tx.organizationId),
        eq(validationPolicies.version, version),
      ),
    )
  return row?.settings ?? null
}

/**
 * Adds a version of the policy of a scope; runs that begin from now on are judged by it. Throws `ConflictError` when
 * somebody saved a newer version of the scope than `base_version`, `NotFoundError` for a suite or case that is not there.
 */
export async function savePolicy(ctx: Ctx, input: SavePolicyInput): Promise<PolicyView> {
  authorize(ctx.actor, 'policy:write')
  const { scope, suite_id, case_id, settings, base_version, note } = SavePolicyInput.parse(input)
  const subject: PolicySubject = { scope, suiteId: suite_id, caseId: case_id }
  return inTransaction(ctx, async (tx) => {
    if (suite_id) await getSuite(tx, suite_id)
    if (case_id) await getCase(tx, case_id)
    const last = await lockVersions(tx)
    const newest = await newestVersion(tx, subject)
    if (newest !== base_version)
      throw new ConflictError(
        `Version ${newest} of this policy was saved meanwhile; yours is based on version ${base_version}`,
      )
    const [row] = await tx.db
      .insert(validationPolicies)
      .values({
        organizationId: tx.organizationId,
        ...subject,
        version: last + 1,
        settings,
        note,
        createdBy: tx.actor.id,
      })
      .returning({ id: validationPolicies.id })
    if (!row) throw new AppError('internal', 'Insert returned no policy')
    const before = await settingsBefore(tx, newest)
    await recordAudit(tx, {
      action: settings === null ? 'policy.remove_override' : 'policy.save',
      entityType: 'validation_policy',
      entityId: row.id,
      detail: {
        scope,
        version: last + 1,
        note,
        changes: changesBetween(before, settings),
      },
      before,
      after: settings,
    })
    return getPolicy(tx, row.id)
  })
}
