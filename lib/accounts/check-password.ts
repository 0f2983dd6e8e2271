import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { lockText, patience, SignInLimits } from '#lib/accounts/sign-in-limits.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { withHasher } from '#lib/platform/auth/password.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'

export const Credentials = z.strictObject({
  email: z.string().trim().min(3).max(320),
  password: z.string().min(1).max(1_000),
})
export type Credentials = z.output<typeof Credentials>

/** Somebody who has not said yet who they are. `address` is null when it is not known for certain. */
export type Visitor = { db: Database; address: string | null }

export type User = typeof users.$inferSelect

/** The context of somebody who has just proved who they are, or whose account is attacked. */
export function actingAs(db: Database, user: User): Ctx {
  const { id, name, role, organizationId } = user
  return { actor: { kind: 'user', id, name, role }, organizationId, db }
}

async function findUser(db: Database, email: string): Promise<User | undefined> {
  const [user] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()))
  return user
}

const recordLock = (db: Database, user: User) =>
  recordAudit(actingAs(db, user), {
    action: 'user.lock',
    entityType: 'user',
    entityId: user.id,
  })

/** Stores the same password under a hash of today, unless it was changed meanwhile. */
async function renewHash(db: Database, user: User, passwordHash: string): Promise<void> {
  const unchanged = and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash))
  await db.update(users).set({ passwordHash }).where(unchanged)
}

/**
 * The active account whose password was given. Every attempt is counted before its password is looked at. Throws
 * `AppError('unauthenticated')` with one message for an unknown address, a wrong password and an inactive account, and
 * `AppError('rate_limited')` with its `retryAfter` for a locked account and a network that tries too often, so that
 * nobody learns who has an account.
 */
export async function checkPassword(
  { db, address }: Visitor,
  { email, password }: Credentials,
): Promise<User> {
  const limits = new SignInLimits(db)
  await limits.countCaller(address)
  await limits.refuseWhileLocked(email)
  // Within one turn, so that no more attempts are under way than may fail before the account is locked.
  return withHasher(async (hasher) => {
    const { failures, lockedFor } = await limits.countAttempt(email)
    const user = await findUser(db, email)
    const right = await hasher.verify(password, user?.passwordHash ?? null)
    if (!user || !right || !user.isActive) {
      if (user && failures === patience) await recordLock(db, user)
      const wrong = 'E-mail address or password is wrong'
      const text = lockedFor === null ? wrong : `${wrong}; ${lockText(lockedFor)}`
      throw new AppError('unauthenticated', text)
    }
    await limits.clear(email, address)
    if (hasher.isOutdated(user.passwordHash)) await renewHash(db, user, await hasher.hash(password))
    return user
  })
}
