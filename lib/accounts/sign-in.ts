import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import type { Identity } from '#lib/accounts/identity.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { verifyPassword } from '#lib/platform/auth/password.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'

export const Credentials = z.strictObject({
  email: z.string().trim().min(3).max(320),
  password: z.string().min(1).max(1_000),
})
export type Credentials = z.output<typeof Credentials>

/** Wrong passwords in a row before the account rests. */
const patience = 5
/** ms; doubles with each further wrong password, up to an hour */
const firstRest = 60_000

type User = typeof users.$inferSelect

function actingAs(db: Database, user: User): Ctx {
  const { id, name, role, organizationId } = user
  return { actor: { kind: 'user', id, name, role }, organizationId, db }
}

/** One statement, so that guesses made at the same time are all counted. */
async function countFailure(db: Database, user: User): Promise<void> {
  const over = sql`${users.failedSignIns} + 1 - ${patience}`
  const rest = sql`least(${firstRest} * power(2, ${over}), 3600000) * interval '1 millisecond'`
  const [after] = await db
    .update(users)
    .set({
      failedSignIns: sql`${users.failedSignIns} + 1`,
      lockedUntil: sql`case when ${over} >= 0 then now() + ${rest} end`,
    })
    .where(eq(users.id, user.id))
    .returning({ count: users.failedSignIns })
  if (after?.count === patience)
    await recordAudit(actingAs(db, user), {
      action: 'user.lock',
      entityType: 'user',
      entityId: user.id,
    })
}

/**
 * Checks e-mail address and password. Throws `AppError('unauthenticated')` with one message for an unknown
 * address, a wrong password, an inactive and a resting account, so that nobody learns who has one.
 */
export async function signIn(db: Database, { email, password }: Credentials): Promise<Identity> {
  const [user] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()))
  const resting = user?.lockedUntil ? user.lockedUntil.getTime() > Date.now() : false
  const right = await verifyPassword(password, user?.passwordHash ?? null)
  if (user && !right && !resting) await countFailure(db, user)
  if (!user || !right || resting || !user.isActive)
    throw new AppError(
      'unauthenticated',
      'E-mail address or password is wrong, or the account rests after too many attempts',
    )

  await db.transaction(async (tx) => {
    await tx
      .update(users)
      .set({ failedSignIns: 0, lockedUntil: null, lastSignInAt: sql`now()` })
      .where(eq(users.id, user.id))
    await recordAudit(actingAs(tx, user), {
      action: 'user.sign_in',
      entityType: 'user',
      entityId: user.id,
    })
  })
  const { id, organizationId, name, role } = user
  return { id, organizationId, email: user.email, name, role }
}
