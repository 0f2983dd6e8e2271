import { eq, sql } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { removeSessions } from '#lib/accounts/end-sessions.ts'
import { SignInLimits } from '#lib/accounts/sign-in-limits.ts'
import type { Ctx } from '#lib/platform/context.ts'

type NewPassword = {
  passwordHash: string
  /** its owner must choose another before anything else */
  due: boolean
  /** the session that goes on */
  keep?: string | undefined
}

/** Within `tx`. Ends the sessions, and all locks of the account, so that an administrator can help. */
export async function setPassword(
  tx: Ctx,
  userId: string,
  { passwordHash, due, keep }: NewPassword,
): Promise<void> {
  const [user] = await tx.db
    .update(users)
    .set({ passwordHash, passwordDue: due, sessionsValidFrom: sql`now()` })
    .where(eq(users.id, userId))
    .returning({ email: users.email })
  if (user) await new SignInLimits(tx.db).unlock(user.email)
  await removeSessions(tx.db, userId, { except: keep })
}
