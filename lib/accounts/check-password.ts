import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { knownDevice } from '#lib/accounts/known-device.ts'
import { type Attempt, lockText, SignInLimits } from '#lib/accounts/sign-in-limits.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { withHasher } from '#lib/platform/auth/password.ts'
import { systemCtx, type Ctx } from '#lib/platform/context.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { callerNetwork } from '#lib/platform/net/client-address.ts'

export const Credentials = z.strictObject({
  email: z.string().trim().min(3).max(320),
  password: z.string().min(1).max(1_000),
})
export type Credentials = z.output<typeof Credentials>

/** Somebody who has not said yet who they are. */
export type Visitor = {
  db: Database
  /** null when nobody vouches for it */
  address: string | null
  /** what attempts are counted by; that of the address unless given */
  network?: string | null
  userAgent?: string | null
  /** what the browser kept of a sign-in before */
  device?: string | null
}

export type User = typeof users.$inferSelect

/** The context of somebody who has just proved who they are. */
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

/** Stores the same password under a hash of today, unless it was changed meanwhile. */
async function renewHash(db: Database, user: User, passwordHash: string): Promise<void> {
  const unchanged = and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash))
  await db.update(users).set({ passwordHash }).where(unchanged)
}

/** Tells the log of every wrong password, and the activity log where it was tried on an account. */
async function recordFailure(
  { db, address }: Visitor,
  user: User | undefined,
  { failures, locksAt }: Attempt,
): Promise<void> {
  log.warn({ address, user: user?.id ?? null }, 'a sign-in failed')
  if (!user) return
  const entry = { entityType: 'user', entityId: user.id, detail: { address } }
  const nobody = systemCtx(db, user.organizationId)
  await recordAudit(nobody, { action: 'user.sign_in_failed', ...entry })
  if (failures === locksAt) await recordAudit(nobody, { action: 'user.lock', ...entry })
}

/**
 * The active account whose password was given. Every attempt is counted before its password is looked at. Throws
 * `AppError('unauthenticated')` with one message for an unknown address, a wrong password and an inactive account, and
 * `AppError('rate_limited')` with its `retryAfter` for whoever tries too often, so that nobody learns who has an
 * account.
 */
export async function checkPassword(
  visitor: Visitor,
  { email, password }: Credentials,
): Promise<User> {
  const { db, address } = visitor
  const network = visitor.network ?? (address === null ? null : callerNetwork(address))
  const user = await findUser(db, email)
  const device = user ? await knownDevice(visitor.device ?? null, user.id) : null
  const limits = new SignInLimits(db)
  const caller = await limits.admit({ email, network, device })
  // Within one turn, so that no more attempts are under way than may fail before the lock.
  return withHasher(async (hasher) => {
    const attempt = await limits.countAttempt(caller)
    const right = await hasher.verify(password, user?.passwordHash ?? null)
    if (!user || !right || !user.isActive) {
      await recordFailure(visitor, user, attempt)
      const wrong = 'E-mail address or password is wrong'
      const { lockedFor } = attempt
      const text = lockedFor === null ? wrong : `${wrong}; ${lockText(lockedFor)}`
      throw new AppError('unauthenticated', text)
    }
    await limits.clear(caller)
    if (hasher.isOutdated(user.passwordHash)) await renewHash(db, user, await hasher.hash(password))
    return user
  })
}

/**
 * Counted and limited for the account by itself: whoever finds an open session must not be able to try passwords, nor
 * to lock its owner out of the sign-in. Throws `InvalidError` for a wrong one.
 */
export async function proveCurrentPassword(
  ctx: Ctx,
  email: string,
  password: string,
): Promise<void> {
  try {
    const network = `account ${ctx.actor.id}`
    await checkPassword({ db: ctx.db, address: null, network }, { email, password })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error
    throw new InvalidError('The current password is wrong', [
      { path: 'current', message: 'is wrong' },
    ])
  }
}
