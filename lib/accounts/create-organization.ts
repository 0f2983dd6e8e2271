import { organizations, users } from '#db/schema/accounts.ts'
import { parsePassword } from '#lib/accounts/parse-password.ts'
import { toOrganizationView } from '#lib/accounts/queries.ts'
import { CreateOrganizationInput, type OrganizationView } from '#lib/accounts/schema.ts'
import { slugOf } from '#lib/accounts/setup.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { isOperator } from '#lib/platform/auth/sight.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, ConflictError, ForbiddenError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'

/** A further organization with its administrator; where TENANCY_MODE is `soft_multi_tenant`, by those of the first one. */
export async function createOrganization(
  ctx: Ctx,
  input: CreateOrganizationInput,
  mode = settings().TENANCY_MODE,
): Promise<OrganizationView> {
  authorize(ctx.actor, 'user:write')
  if (mode !== 'soft_multi_tenant')
    throw new ConflictError('This server serves one organization (TENANCY_MODE=single_tenant)')
  if (!(await isOperator(ctx, mode)))
    throw new ForbiddenError(
      'Only administrators of the organization that set this server up may add another one',
    )
  const { name, admin } = CreateOrganizationInput.parse(input)
  const owner = { email: admin.email, name: admin.name, organization: name }
  const password = await parsePassword(admin.password, owner, 'admin.password')
  const passwordHash = await hashPassword(password)
  return refuseDuplicates('The organization or its administrator exists already', () =>
    inTransaction(ctx, async (tx) => {
      const [organization] = await tx.db
        .insert(organizations)
        .values({ name, slug: slugOf(name) })
        .returning()
      if (!organization) throw new AppError('internal', 'Insert returned no organization')
      const { email, name: adminName } = admin
      await tx.db.insert(users).values({
        organizationId: organization.id,
        email,
        name: adminName,
        role: 'admin',
        passwordHash,
        passwordDue: true,
      })
      await recordAudit(tx, {
        action: 'organization.create',
        entityType: 'organization',
        entityId: organization.id,
        detail: { name },
      })
      return toOrganizationView(organization)
    }),
  )
}
