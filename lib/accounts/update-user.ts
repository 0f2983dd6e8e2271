import { and, count, eq, ne, sql } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { checkPassword } from '#lib/accounts/check-password.ts'
import { forgetIdentity } from '#lib/accounts/identity.ts'
import { parsePassword } from '#lib/accounts/parse-password.ts'
import { getUserRow, toUserView } from '#lib/accounts/queries.ts'
import { revokeRefreshTokens } from '#lib/accounts/refresh-token.ts'
import { ChangePasswordInput, UpdateUserInput, type UserView } from '#lib/accounts/schema.ts'
import { SignInLimits } from '#lib/accounts/sign-in-limits.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { AppError, ConflictError, InvalidError } from '#lib/platform/errors.ts'

/** Changes to administrators of one organization take turns, so that two of them cannot remove each other. */
async function keepAnAdministrator(tx: Ctx, except: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${tx.organizationId}, 1))`)
  const [others] = await tx.db
    .select({ admins: count() })
    .from(users)
    .where(
      and(
        eq(users.organizationId, tx.organizationId),
        eq(users.role, 'admin'),
        eq(users.isActive, true),
        ne(users.id, except),
      ),
    )
  if (others?.admins === 0)
    throw new ConflictError('This is the last active administrator; make somebody else one first')
}

/** Also ends the lock of the account, so that an administrator can help with a new password. */
async function setPassword(tx: Ctx, userId: string, passwordHash: string): Promise<void> {
  const [user] = await tx.db
    .update(users)
    .set({ passwordHash, sessionsValidFrom: sql`now()` })
    .where(eq(users.id, userId))
    .returning({ email: users.email })
  if (user) await new SignInLimits(tx.db).clear(user.email)
  await revokeRefreshTokens(tx.db, userId)
}

/**
 * Changes role, state, name or password of a user. Deactivating and a new password end the user's sessions. Throws
 * `ConflictError` when the organization would be left without an active administrator.
 */
export async function updateUser(ctx: Ctx, id: string, input: UpdateUserInput): Promise<UserView> {
  authorize(ctx.actor, 'user:write')
  const { password, ...patch } = UpdateUserInput.parse(input)
  const passwordHash = password === undefined ? null : await hashPassword(parsePassword(password))
  const view = await inTransaction(ctx, async (tx) => {
    const before = toUserView(await getUserRow(tx, id))
    if (patch.is_active === false || (patch.role && patch.role !== 'admin'))
      await keepAnAdministrator(tx, id)
    const { is_active: isActive, ...rest } = patch
    await tx.db
      .update(users)
      .set({ ...definedValues({ ...rest, isActive }), updatedAt: new Date() })
      .where(eq(users.id, id))
    if (isActive === false) await revokeRefreshTokens(tx.db, id)
    if (passwordHash !== null) await setPassword(tx, id, passwordHash)
    const after = toUserView(await getUserRow(tx, id))
    await recordAudit(tx, {
      action: 'user.update',
      entityType: 'user',
      entityId: id,
      detail: { ...definedValues(patch), ...(passwordHash !== null && { password: 'changed' }) },
      before: { ...before, ...(passwordHash !== null && { password: 'stored' }) },
      after: { ...after, ...(passwordHash !== null && { password: 'replaced' }) },
    })
    return after
  })
  forgetIdentity(id)
  return view
}

/** Counted and limited like a sign-in: whoever finds an open session must not be able to try passwords. */
async function proveCurrent(ctx: Ctx, email: string, password: string): Promise<void> {
  try {
    await checkPassword({ db: ctx.db, address: null }, { email, password })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error
    throw new InvalidError('The current password is wrong', [
      { path: 'current', message: 'is wrong' },
    ])
  }
}

/**
 * A user's own change of password, which ends their other sessions. Throws `InvalidError` for a wrong current password
 * and `AppError('rate_limited')` after too many of them.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<void> {
  authorize(ctx.actor, 'account:write')
  const { current, password } = ChangePasswordInput.parse(input)
  const id = ctx.actor.id ?? ''
  const { email } = await getUserRow(ctx, id)
  const accepted = parsePassword(password)
  await proveCurrent(ctx, email, current)
  const passwordHash = await hashPassword(accepted)
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, id, passwordHash)
    await recordAudit(tx, { action: 'user.change_password', entityType: 'user', entityId: id })
  })
  forgetIdentity(id)
}
