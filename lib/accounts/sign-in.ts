import { and, eq, sql } from 'drizzle-orm'

import type { SessionKind } from '#db/enums.ts'
import { users } from '#db/schema/accounts.ts'
import { actingAs, checkPassword, Credentials, type Visitor } from '#lib/accounts/check-password.ts'
import type { Identity } from '#lib/accounts/identity.ts'
import { openSession } from '#lib/accounts/open-session.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { AppError } from '#lib/platform/errors.ts'

/**
 * Signs somebody in by e-mail address and password; every way in ends here. Opens a session, which whoever calls
 * proves by a cookie or tokens. Throws what `checkPassword` throws.
 */
export async function signIn(
  visitor: Visitor,
  input: Credentials,
  kind: SessionKind = 'browser',
): Promise<Omit<Identity, 'organization'> & { sessionId: string }> {
  const user = await checkPassword(visitor, Credentials.parse(input))
  const { id, organizationId, email, name, role, passwordDue } = user
  const { address, userAgent } = visitor
  const sessionId = await visitor.db.transaction(async (tx) => {
    // The account as its password was checked: a change or deactivation meanwhile must not leave a session behind.
    const [same] = await tx
      .update(users)
      .set({ lastSignInAt: sql`now()` })
      .where(
        and(
          eq(users.id, id),
          eq(users.isActive, true),
          // A Date holds milliseconds, the column more.
          sql`date_trunc('milliseconds', ${users.sessionsValidFrom}) = ${user.sessionsValidFrom.toISOString()}`,
        ),
      )
      .returning({ id: users.id })
    if (!same) throw new AppError('unauthenticated', 'E-mail address or password is wrong')
    await recordAudit(actingAs(tx, user), {
      action: 'user.sign_in',
      entityType: 'user',
      entityId: id,
      detail: { address, kind },
    })
    return openSession(tx, id, { kind, address, userAgent })
  })
  return { id, organizationId, email, name, role, passwordDue, sessionId }
}
