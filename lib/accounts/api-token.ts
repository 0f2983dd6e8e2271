import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { apiTokens } from '#db/schema/accounts.ts'
import { identifyAccount, type Identity } from '#lib/accounts/identity.ts'
import { expiryOf, scopesOf } from '#lib/accounts/token-rules.ts'
import { hashToken } from '#lib/platform/auth/opaque-token.ts'
import { AppError } from '#lib/platform/errors.ts'

/** Notes the use at most once a minute, so that a busy token does not write at every request. */
async function noteUse(db: Database, id: string): Promise<void> {
  const minuteAgo = sql`now() - interval '1 minute'`
  const stale = or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, minuteAgo))
  await db
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiTokens.id, id), stale))
}

/** The user on whose behalf an `ear_…` token acts, with the token. Throws `AppError('unauthenticated')`. */
export async function verifyApiToken(db: Database, token: string): Promise<Identity> {
  const [row] = await db
    .select()
    .from(apiTokens)
    .where(eq(apiTokens.tokenHash, hashToken(token)))
  if (!row || row.revokedAt)
    throw new AppError('unauthenticated', 'The API token is not valid or was revoked')
  const expiresAt = expiryOf(row)
  if (expiresAt && expiresAt.getTime() <= Date.now())
    throw new AppError('unauthenticated', 'The API token has expired')
  // A password change ends sessions, not tokens that machines hold: those are revoked one by one.
  const identity = await identifyAccount(db, row.userId)
  await noteUse(db, row.id)
  const { id, name } = row
  return { ...identity, token: { id, name, scopes: scopesOf(row.scopes) } }
}
