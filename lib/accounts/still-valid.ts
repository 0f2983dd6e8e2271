import { and, eq, isNull } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { apiTokens } from '#db/schema/accounts.ts'
import { checkSession, identifyAccount } from '#lib/accounts/identity.ts'
import { expiryOf } from '#lib/accounts/token-rules.ts'
import type { Actor } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'

async function tokenIsGood(db: Database, id: string): Promise<boolean> {
  const [row] = await db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
  const expiresAt = row && expiryOf(row)
  return row !== undefined && !(expiresAt && expiresAt.getTime() <= Date.now())
}

/** Whether what somebody got in with, a session or an API token, would still let them in. */
export async function stillValid(db: Database, actor: Actor): Promise<boolean> {
  try {
    if (actor.kind === 'user' && actor.sessionId !== undefined)
      await checkSession(db, actor.sessionId)
    else if (actor.id !== null) await identifyAccount(db, actor.id)
    return actor.kind !== 'api_token' || (await tokenIsGood(db, actor.token.id))
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return false
    throw error
  }
}
