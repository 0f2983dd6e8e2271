import { issueAccessToken } from '#lib/accounts/access-token.ts'
import { findSession } from '#lib/accounts/known-accounts.ts'
import { openSession } from '#lib/accounts/open-session.ts'
import type { Ctx } from '#lib/platform/context.ts'

const sessionIds = new Map<string, string>()

/** An access token of whoever `ctx` is, as a sign-in gives it; a session serves until it has ended. */
export async function accessTokenFor({ actor, db }: Ctx): Promise<string> {
  const userId = actor.id ?? ''
  const known = sessionIds.get(userId)
  const session = known === undefined ? null : await findSession(db, known)
  const id = session?.id ?? (await openSession(db, userId, { kind: 'api' }))
  sessionIds.set(userId, id)
  return issueAccessToken(userId, id)
}
