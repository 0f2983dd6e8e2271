import Bowser from 'bowser'
import { and, desc, eq, gt, sql } from 'drizzle-orm'

import { sessions } from '#db/schema/accounts.ts'
import { mostSessions } from '#lib/accounts/open-session.ts'
import { isOver } from '#lib/accounts/identity.ts'
import { getUserRow } from '#lib/accounts/queries.ts'
import type { SessionView } from '#lib/accounts/schema.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** `Chrome 140 on Linux`; of a program its first word, `curl/8.9.1`. */
function clientOf(userAgent: string | null): string {
  if (!userAgent) return 'Unknown program'
  const { browser, os } = Bowser.parse(userAgent)
  if (!browser.name || !os.name) return userAgent.split(/\s/)[0]?.slice(0, 60) ?? userAgent
  const version = browser.version?.split('.')[0]
  return `${browser.name}${version ? ` ${version}` : ''} on ${os.name}`
}

const currentOf = ({ actor }: Ctx) => (actor.kind === 'user' ? actor.sessionId : undefined)

/** Those that have not ended, used last first. */
async function sessionsOf(ctx: Ctx, userId: string): Promise<SessionView[]> {
  const alive = and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`))
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(alive)
    .orderBy(desc(sessions.lastSeenAt))
    .limit(mostSessions)
  return rows
    .filter((row) => !isOver(row, Date.now()))
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      client: clientOf(row.userAgent),
      address: row.address,
      is_current: row.id === currentOf(ctx),
      signed_in_at: row.createdAt.toISOString(),
      last_seen_at: row.lastSeenAt.toISOString(),
      expires_at: row.expiresAt.toISOString(),
    }))
}

/** The caller's own. */
export function listOwnSessions(ctx: Ctx): Promise<SessionView[]> {
  authorize(ctx.actor, 'account:write')
  return sessionsOf(ctx, ctx.actor.id ?? '')
}

/** Those of somebody else of the organization. */
export async function listUserSessions(ctx: Ctx, userId: string): Promise<SessionView[]> {
  authorize(ctx.actor, 'user:write')
  await getUserRow(ctx, userId)
  return sessionsOf(ctx, userId)
}
