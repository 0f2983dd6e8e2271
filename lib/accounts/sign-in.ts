import { eq, sql } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { actingAs, checkPassword, Credentials, type Visitor } from '#lib/accounts/check-password.ts'
import type { Identity } from '#lib/accounts/identity.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'

/**
 * Signs somebody in by e-mail address and password; every way in ends here. Throws what `checkPassword` throws.
 * What proves it afterwards, a session or tokens, is up to the caller.
 */
export async function signIn(visitor: Visitor, input: Credentials): Promise<Identity> {
  const user = await checkPassword(visitor, Credentials.parse(input))
  const { id, organizationId, email, name, role } = user
  await visitor.db.transaction(async (tx) => {
    await tx
      .update(users)
      .set({ lastSignInAt: sql`now()` })
      .where(eq(users.id, id))
    await recordAudit(actingAs(tx, user), {
      action: 'user.sign_in',
      entityType: 'user',
      entityId: id,
    })
  })
  return { id, organizationId, email, name, role }
}
