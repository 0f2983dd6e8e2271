import { and, eq, sql } from 'drizzle-orm'

import { tokenScopes } from '#db/enums.ts'
import { apiTokens } from '#db/schema/accounts.ts'
import { publishAccess } from '#lib/accounts/access-changes.ts'
import { getApiToken, visibleTokens } from '#lib/accounts/queries.ts'
import {
  type ApiTokenView,
  CreateApiTokenInput,
  type NewApiTokenView,
} from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'

/** days that a token lives when nothing else is said */
const usualDays = 90

/** Of the token itself nothing, not even its first characters. */
const auditedToken = ({ name, scopes, user, expires_at }: ApiTokenView) => ({
  name,
  scopes,
  user,
  expires_at,
})

/** Days that a new token may live. Throws `InvalidError` for more than API_TOKEN_MAX_DAYS, and for ever. */
function checkLife(days: number | null | undefined): number | null {
  const { API_TOKEN_MAX_DAYS: most } = settings()
  if (days === undefined) return most === 0 ? usualDays : Math.min(usualDays, most)
  if (most === 0 || (days !== null && days <= most)) return days
  const message = `may be at most ${most} days (API_TOKEN_MAX_DAYS)`
  throw new InvalidError(
    days === null
      ? 'A token must expire: this server allows none that never does'
      : 'The token would live too long',
    [{ path: 'expires_in_days', message }],
  )
}

/**
 * A token that acts as its maker, with the maker's role at each use, as far as its scopes go; it may always read. It is
 * shown this once. Only people who have signed in make one. Throws `InvalidError` for a life that is too long.
 */
export async function createApiToken(
  ctx: Ctx,
  input: CreateApiTokenInput,
): Promise<NewApiTokenView> {
  authorize(ctx.actor, 'token:write')
  const { name, expires_in_days, ...rest } = CreateApiTokenInput.parse(input)
  const scopes = tokenScopes.filter((scope) => scope === 'read' || rest.scopes.includes(scope))
  const days = checkLife(expires_in_days)
  const { id: userId } = ctx.actor
  if (userId === null) throw new InvalidError('A token belongs to a person')
  const token = newToken('api')
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(apiTokens)
      .values({
        organizationId: tx.organizationId,
        userId,
        name,
        prefix: token.slice(0, 10),
        tokenHash: hashToken(token),
        scopes,
        expiresAt: days === null ? null : sql`now() + make_interval(days => ${days})`,
      })
      .returning({ id: apiTokens.id })
    if (!row) throw new AppError('internal', 'Insert returned no token')
    const view = await getApiToken(tx, row.id)
    await recordAudit(tx, {
      action: 'token.create',
      entityType: 'api_token',
      entityId: row.id,
      detail: { name },
      after: auditedToken(view),
    })
    return { ...view, token }
  })
}

/** Ends a token at once. People revoke their own, administrators any of the organization. */
export async function revokeApiToken(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'token:write')
  await inTransaction(ctx, async (tx) => {
    const before = await getApiToken(tx, id)
    await tx.db
      .update(apiTokens)
      .set({ revokedAt: new Date() })
      .where(and(visibleTokens(tx), eq(apiTokens.id, id)))
    await publishAccess(tx.db, [{ user_id: before.user.id, token_id: id }])
    await recordAudit(tx, {
      action: 'token.revoke',
      entityType: 'api_token',
      entityId: id,
      detail: { name: before.name },
      before: auditedToken(before),
    })
  })
}
