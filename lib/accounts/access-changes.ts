import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { forgetEverybody, forgetSession, forgetUser } from '#lib/accounts/known-accounts.ts'

/** NOTIFY channel by which all web processes hear at once of what ended or changed; the payload is an `AccessChange`. */
export const accessChannel = 'earshot_access'

/** A session or API token that ended; with neither of both, everything of the user may have changed. */
export const AccessChange = z.object({
  user_id: z.uuid(),
  session_id: z.uuid().optional(),
  token_id: z.uuid().optional(),
})
export type AccessChange = z.output<typeof AccessChange>

/** Tells all web processes when the transaction commits. */
export async function publishAccess(db: Database, changes: AccessChange[]): Promise<void> {
  for (const change of changes)
    await db.execute(sql`select pg_notify(${accessChannel}, ${JSON.stringify(change)})`)
}

/** Forgets what this process remembers of it. */
export function forgetAccess({ user_id, session_id, token_id }: AccessChange): void {
  if (session_id !== undefined) forgetSession(session_id)
  // Tokens are read at each request; nothing of them is remembered.
  else if (token_id === undefined) forgetUser(user_id)
}

/** Changes may have been missed: everything is read anew. */
export const forgetAllAccess = forgetEverybody

/** Whether what somebody got in with may be concerned. */
export function concerns(
  { user_id, session_id, token_id }: AccessChange,
  access: { userId: string | null; sessionId?: string | undefined; tokenId?: string | undefined },
): boolean {
  if (user_id !== access.userId) return false
  if (session_id === undefined && token_id === undefined) return true
  return session_id === undefined ? token_id === access.tokenId : session_id === access.sessionId
}
