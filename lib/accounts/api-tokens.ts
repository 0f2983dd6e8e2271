import { and, eq, sql } from 'drizzle-orm'

import { apiTokens } from '#db/schema/accounts.ts'
import { getApiToken, visibleTokens } from '#lib/accounts/queries.ts'
import { CreateApiTokenInput, type NewApiTokenView } from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'

/** A token that acts as its maker, with the maker's role at each use. It is shown this once. */
export async function createApiToken(
  ctx: Ctx,
  input: CreateApiTokenInput,
): Promise<NewApiTokenView> {
  authorize(ctx.actor, 'token:write')
  const { name, expires_in_days: days } = CreateApiTokenInput.parse(input)
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
        expiresAt: days === null ? null : sql`now() + make_interval(days => ${days})`,
      })
      .returning({ id: apiTokens.id })
    if (!row) throw new AppError('internal', 'Insert returned no token')
    await recordAudit(tx, {
      action: 'token.create',
      entityType: 'api_token',
      entityId: row.id,
      detail: { name },
    })
    return { ...(await getApiToken(tx, row.id)), token }
  })
}

/** Ends a token at once. People revoke their own, administrators any of the organization. */
export async function revokeApiToken(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'token:write')
  await inTransaction(ctx, async (tx) => {
    const { name } = await getApiToken(tx, id)
    await tx.db
      .update(apiTokens)
      .set({ revokedAt: new Date() })
      .where(and(visibleTokens(tx), eq(apiTokens.id, id)))
    await recordAudit(tx, {
      action: 'token.revoke',
      entityType: 'api_token',
      entityId: id,
      detail: { name },
    })
  })
}
