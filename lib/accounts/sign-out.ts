import { eq } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { refreshTokens, sessions, users } from '#db/schema/accounts.ts'
import { actingAs } from '#lib/accounts/check-password.ts'
import { removeSessions } from '#lib/accounts/end-sessions.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { hashToken } from '#lib/platform/auth/opaque-token.ts'

/** Ends a session for good, wherever its cookie or tokens have been copied to. Nothing happens when it has ended. */
export async function signOut(db: Database, sessionId: string): Promise<void> {
  const [row] = await db
    .select({ user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, sessionId))
  if (!row) return
  const { user } = row
  await db.transaction(async (tx) => {
    if ((await removeSessions(tx, user.id, { only: sessionId })) === 0) return
    await recordAudit(actingAs(tx, user), {
      action: 'user.sign_out',
      entityType: 'user',
      entityId: user.id,
    })
  })
}

/** Ends the session that a refresh token belongs to, also with one that was used; unknown ones are none of ours. */
export async function signOutByRefreshToken(db: Database, token: string): Promise<void> {
  const [row] = await db
    .select({ sessionId: refreshTokens.familyId })
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, hashToken(token)))
  if (row) await signOut(db, row.sessionId)
}
