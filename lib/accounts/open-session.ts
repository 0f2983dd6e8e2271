import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import type { SessionKind } from '#db/enums.ts'
import { sessions } from '#db/schema/accounts.ts'
import { settings } from '#lib/platform/config/settings.ts'

/** Sessions of one account; whoever signs in again and again ends those of theirs that were not used the longest. */
export const mostSessions = 100

/** What is kept of whoever signs in, to be recognised in the list of sessions. */
export type Client = {
  kind: SessionKind
  address?: string | null | undefined
  userAgent?: string | null | undefined
}

/** Makes room: what has expired goes, and what was not used the longest when there are too many. */
async function sweep(db: Database, userId: string): Promise<void> {
  await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), lt(sessions.expiresAt, sql`now()`)))
  const surplus = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.lastSeenAt))
    .offset(mostSessions - 1)
  await db.delete(sessions).where(inArray(sessions.id, surplus))
}

/** A new session of somebody who has proved who they are. Returns its id. */
export async function openSession(db: Database, userId: string, client: Client): Promise<string> {
  await sweep(db, userId)
  const [row] = await db
    .insert(sessions)
    .values({
      userId,
      kind: client.kind,
      address: client.address ?? null,
      userAgent: client.userAgent?.slice(0, 300) ?? null,
      expiresAt: sql`now() + make_interval(days => ${settings().SESSION_MAX_DAYS})`,
    })
    .returning({ id: sessions.id })
  return row?.id ?? ''
}
