import { and, count, eq, ne, sql } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { forgetAccess, publishAccess } from '#lib/accounts/access-changes.ts'
import { removeSessions, revokeTokensOf } from '#lib/accounts/end-sessions.ts'
import { parsePassword } from '#lib/accounts/parse-password.ts'
import { getOrganizationName, getUserRow, toUserView } from '#lib/accounts/queries.ts'
import { UpdateUserInput, type UserView } from '#lib/accounts/schema.ts'
import { setPassword } from '#lib/accounts/set-password.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { ConflictError, InvalidError } from '#lib/platform/errors.ts'

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

/** What somebody holds by a role that they have no longer, or an account that is closed, is gone for good. */
async function endAccess(tx: Ctx, userId: string): Promise<object> {
  await tx.db
    .update(users)
    .set({ sessionsValidFrom: sql`now()` })
    .where(eq(users.id, userId))
  return {
    sessions_ended: await removeSessions(tx.db, userId),
    tokens_revoked: await revokeTokensOf(tx.db, userId),
  }
}

async function hashFor(ctx: Ctx, id: string, password: string): Promise<string> {
  if (id === ctx.actor.id)
    throw new InvalidError('Change your own password in Settings, Your account', [
      { path: 'password', message: 'is your own: change it in Settings, Your account' },
    ])
  const { email, name } = await getUserRow(ctx, id)
  const organization = await getOrganizationName(ctx)
  return hashPassword(await parsePassword(password, { email, name, organization }))
}

/**
 * Changes role, state, name or password of a user. A new role and deactivating end their sessions and revoke their API
 * tokens, a new password ends their sessions and must be changed by them. Throws `ConflictError` when the organization
 * would be left without an active administrator.
 */
export async function updateUser(ctx: Ctx, id: string, input: UpdateUserInput): Promise<UserView> {
  authorize(ctx.actor, 'user:write')
  const { password, ...patch } = UpdateUserInput.parse(input)
  const passwordHash = password === undefined ? null : await hashFor(ctx, id, password)
  const view = await inTransaction(ctx, async (tx) => {
    const before = toUserView(await getUserRow(tx, id))
    if (patch.is_active === false || (patch.role && patch.role !== 'admin'))
      await keepAnAdministrator(tx, id)
    const { is_active: isActive, ...rest } = patch
    await tx.db
      .update(users)
      .set({ ...definedValues({ ...rest, isActive }), updatedAt: new Date() })
      .where(eq(users.id, id))
    const isOther = isActive === false || (patch.role !== undefined && patch.role !== before.role)
    const ended = isOther ? await endAccess(tx, id) : {}
    if (passwordHash !== null) await setPassword(tx, id, { passwordHash, due: true })
    await publishAccess(tx.db, [{ user_id: id }])
    const after = toUserView(await getUserRow(tx, id))
    await recordAudit(tx, {
      action: 'user.update',
      entityType: 'user',
      entityId: id,
      detail: {
        ...definedValues(patch),
        ...ended,
        ...(passwordHash !== null && { password: 'changed' }),
      },
      before: { ...before, ...(passwordHash !== null && { password: 'stored' }) },
      after: { ...after, ...(passwordHash !== null && { password: 'replaced' }) },
    })
    return after
  })
  forgetAccess({ user_id: id })
  return view
}
