import { and, eq, sql } from 'drizzle-orm'

import { type TokenScope, tokenScopes } from '#db/enums.ts'
import { apiTokens } from '#db/schema/accounts.ts'
import { getApiToken, visibleTokens } from '#lib/accounts/queries.ts'
import {
  type ApiTokenView,
  CreateApiTokenInput,
  type NewApiTokenView,
} from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, ForbiddenError, InvalidError } from '#lib/platform/errors.ts'

/** Of the token itself nothing, not even its first characters. */
const auditedToken = ({ name, scopes, user, expires_at }: ApiTokenView) => ({
  name,
  scopes,
  user,
  expires_at,
})

/** A token cannot make another one that may do more than it may itself. */
function checkScopes({ actor }: Ctx, scopes: readonly TokenScope[]): void {
  if (actor.kind !== 'api_token') return
  const missing = scopes.filter((scope) => !actor.token.scopes.includes(scope))
  if (missing.length > 0)
    throw new ForbiddenError(
      `The API token ${actor.token.name} may not give the scope ${missing.join(', ')}: it has not got it itself`,
    )
}

/**
 * A token that acts as its maker, with the maker's role at each use, as far as its scopes go; it may always read. It is
 * shown this once. Throws `ForbiddenError` for scopes that the maker's own token has not got.
 */
export async function createApiToken(
  ctx: Ctx,
  input: CreateApiTokenInput,
): Promise<NewApiTokenView> {
  authorize(ctx.actor, 'token:write')
  const { name, expires_in_days: days, ...rest } = CreateApiTokenInput.parse(input)
  const scopes = tokenScopes.filter((scope) => scope === 'read' || rest.scopes.includes(scope))
  checkScopes(ctx, scopes)
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
    await recordAudit(tx, {
      action: 'token.revoke',
      entityType: 'api_token',
      entityId: id,
      detail: { name: before.name },
      before: auditedToken(before),
    })
  })
}
