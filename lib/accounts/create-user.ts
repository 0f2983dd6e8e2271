import { users } from '#db/schema/accounts.ts'
import { parsePassword } from '#lib/accounts/parse-password.ts'
import { getOrganizationName, toUserView } from '#lib/accounts/queries.ts'
import { CreateUserInput, type UserView } from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'

/**
 * Whose password is known to whoever made the account, so that it must be changed before anything else. Throws
 * `ConflictError` when the address has an account, here or in another organization.
 */
export async function createUser(ctx: Ctx, input: CreateUserInput): Promise<UserView> {
  authorize(ctx.actor, 'user:write')
  const { password, ...values } = CreateUserInput.parse(input)
  const { email, name } = values
  const organization = await getOrganizationName(ctx)
  const passwordHash = await hashPassword(
    await parsePassword(password, { email, name, organization }),
  )
  return refuseDuplicates('This e-mail address has an account already', () =>
    inTransaction(ctx, async (tx) => {
      const [user] = await tx.db
        .insert(users)
        .values({
          ...values,
          passwordHash,
          passwordDue: true,
          organizationId: tx.organizationId,
        })
        .returning()
      if (!user) throw new AppError('internal', 'Insert returned no user')
      await recordAudit(tx, {
        action: 'user.create',
        entityType: 'user',
        entityId: user.id,
        detail: { email: user.email, role: user.role },
        after: toUserView(user),
      })
      return toUserView(user)
    }),
  )
}
