import { forgetAccess, publishAccess } from '#lib/accounts/access-changes.ts'
import { proveCurrentPassword } from '#lib/accounts/check-password.ts'
import { revokeTokensOf } from '#lib/accounts/end-sessions.ts'
import { parsePassword } from '#lib/accounts/parse-password.ts'
import { getOrganizationName, getUserRow } from '#lib/accounts/queries.ts'
import { ChangePasswordInput } from '#lib/accounts/schema.ts'
import { setPassword } from '#lib/accounts/set-password.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/**
 * A user's own change of password, which ends their other sessions and, if they wish, revokes their API tokens. Throws
 * `InvalidError` for a wrong current password and `AppError('rate_limited')` after too many of them.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<void> {
  authorize(ctx.actor, 'account:write')
  const { current, password, revoke_tokens } = ChangePasswordInput.parse(input)
  const id = ctx.actor.id ?? ''
  const { email, name } = await getUserRow(ctx, id)
  const organization = await getOrganizationName(ctx)
  const accepted = await parsePassword(password, { email, name, organization })
  if (accepted === current.normalize('NFC'))
    throw new InvalidError('This is the password that you have', [
      { path: 'password', message: 'is the one that you have; choose another' },
    ])
  await proveCurrentPassword(ctx, email, current)
  const passwordHash = await hashPassword(accepted)
  const keep = ctx.actor.kind === 'user' ? ctx.actor.sessionId : undefined
  await inTransaction(ctx, async (tx) => {
    await setPassword(tx, id, { passwordHash, due: false, keep })
    const revoked = revoke_tokens ? await revokeTokensOf(tx.db, id) : 0
    await publishAccess(tx.db, [{ user_id: id }])
    await recordAudit(tx, {
      action: 'user.change_password',
      entityType: 'user',
      entityId: id,
      ...(revoke_tokens && { detail: { tokens_revoked: revoked } }),
    })
  })
  forgetAccess({ user_id: id })
}
