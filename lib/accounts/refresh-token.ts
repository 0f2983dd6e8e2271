import { and, eq, lt, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { refreshTokens } from '#db/schema/accounts.ts'
import { accessTokenLife, issueAccessToken } from '#lib/accounts/access-token.ts'
import { removeSessions } from '#lib/accounts/end-sessions.ts'
import { identifySession } from '#lib/accounts/identity.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'

export type TokenPair = {
  access_token: string
  refresh_token: string
  token_type: 'Bearer'
  /** s */
  expires_in: number
}

/** ms */
const life = () => settings().REFRESH_TOKEN_EXPIRE_DAYS * 86_400_000

async function issue(db: Database, userId: string, sessionId: string): Promise<TokenPair> {
  const token = newToken('refresh')
  await db.insert(refreshTokens).values({
    userId,
    familyId: sessionId,
    tokenHash: hashToken(token),
    expiresAt: new Date(Date.now() + life()),
  })
  return {
    access_token: await issueAccessToken(userId, sessionId),
    refresh_token: token,
    token_type: 'Bearer',
    expires_in: accessTokenLife(),
  }
}

/** The tokens of a new session. Expired ones of the same user are swept away. */
export async function issueTokens(
  db: Database,
  { id, sessionId }: { id: string; sessionId: string },
): Promise<TokenPair> {
  const old = and(eq(refreshTokens.userId, id), lt(refreshTokens.expiresAt, sql`now()`))
  await db.delete(refreshTokens).where(old)
  return issue(db, id, sessionId)
}

/**
 * Exchanges a refresh token for a new pair. A token works once: one that comes back was copied, so the session that it
 * belongs to is ended (RFC 9700, 4.14.2). Throws `AppError('unauthenticated')`.
 */
export async function refreshTokenPair(
  db: Database,
  token: string,
  address: string | null = null,
): Promise<TokenPair> {
  const refused = new AppError('unauthenticated', 'The refresh token is not valid; sign in again')
  // Refusals are returned, not thrown, from the transaction: the revocation must commit.
  const pair = await db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(refreshTokens)
      .where(eq(refreshTokens.tokenHash, hashToken(token)))
      .for('update')
    if (!row) return null
    if (row.usedAt) {
      await removeSessions(tx, row.userId, { only: row.familyId })
      return null
    }
    if (row.revokedAt || row.expiresAt.getTime() <= Date.now()) return null
    await tx
      .update(refreshTokens)
      .set({ usedAt: sql`now()` })
      .where(eq(refreshTokens.id, row.id))
    await identifySession(tx, row.familyId, address)
    return issue(tx, row.userId, row.familyId)
  })
  if (pair === null) throw refused
  return pair
}
