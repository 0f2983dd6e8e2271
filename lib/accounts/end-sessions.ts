import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { apiTokens, refreshTokens, sessions } from '#db/schema/accounts.ts'
import { type AccessChange, forgetAccess, publishAccess } from '#lib/accounts/access-changes.ts'
import { getUserRow } from '#lib/accounts/queries.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'

type Which = { only?: string; except?: string | undefined }

/**
 * Ends sessions of a user for all processes, with the refresh tokens that belong to them: all, only one, or all but
 * one. Returns how many there were. To be called within the transaction of what ends them.
 */
export async function removeSessions(
  db: Database,
  userId: string,
  { only, except }: Which = {},
): Promise<number> {
  const gone = await db
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        only === undefined ? undefined : eq(sessions.id, only),
        except === undefined ? undefined : ne(sessions.id, except),
      ),
    )
    .returning({ id: sessions.id })
  const ids = gone.map(({ id }) => id)
  if (ids.length === 0) return 0
  await db
    .update(refreshTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(inArray(refreshTokens.familyId, ids), isNull(refreshTokens.revokedAt)))
  const changes = ids.map((id): AccessChange => ({ user_id: userId, session_id: id }))
  await publishAccess(db, changes)
  changes.forEach(forgetAccess)
  return ids.length
}

/** Revokes all API tokens of a user. Returns how many there were. */
export async function revokeTokensOf(db: Database, userId: string): Promise<number> {
  const gone = await db
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id })
  await publishAccess(
    db,
    gone.map(({ id }) => ({ user_id: userId, token_id: id })),
  )
  return gone.length
}

/** Ends one of the caller's own sessions, the present one included. Throws `NotFoundError`. */
export async function endSession(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'account:write')
  await inTransaction(ctx, async (tx) => {
    const userId = tx.actor.id ?? ''
    if ((await removeSessions(tx.db, userId, { only: id })) === 0)
      throw new NotFoundError('session', id)
    await recordAudit(tx, { action: 'user.end_session', entityType: 'user', entityId: userId })
  })
}

/** Ends all sessions of the caller but the present one. Returns how many there were. */
export async function endOtherSessions(ctx: Ctx): Promise<number> {
  authorize(ctx.actor, 'account:write')
  const except = ctx.actor.kind === 'user' ? ctx.actor.sessionId : undefined
  return inTransaction(ctx, async (tx) => {
    const userId = tx.actor.id ?? ''
    const sessionsEnded = await removeSessions(tx.db, userId, { except })
    await recordAudit(tx, {
      action: 'user.end_session',
      entityType: 'user',
      entityId: userId,
      detail: { sessions: sessionsEnded },
    })
    return sessionsEnded
  })
}

/** Signs somebody else out everywhere. Returns how many sessions there were. */
export async function endUserSessions(ctx: Ctx, userId: string): Promise<number> {
  authorize(ctx.actor, 'user:write')
  return inTransaction(ctx, async (tx) => {
    await getUserRow(tx, userId)
    const sessionsEnded = await removeSessions(tx.db, userId)
    await recordAudit(tx, {
      action: 'user.end_session',
      entityType: 'user',
      entityId: userId,
      detail: { sessions: sessionsEnded },
    })
    return sessionsEnded
  })
}
