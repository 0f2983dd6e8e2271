import { and, eq, lt, sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import type { Role, TokenScope } from '#db/enums.ts'
import { sessions } from '#db/schema/accounts.ts'
import {
  type Account,
  findAccount,
  findSession,
  forgetSession,
  type LiveSession,
} from '#lib/accounts/known-accounts.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'

/** The person behind a request. */
export type Identity = {
  id: string
  organizationId: string
  /** its name */
  organization: string
  email: string
  name: string
  role: Role
  /** an administrator set the password: nothing is allowed until its owner has chosen another */
  passwordDue: boolean
  /** the session that it came with, when it came with one */
  sessionId?: string
  /** the API token that it came with, when it came with one */
  token?: { id: string; name: string; scopes: readonly TokenScope[] }
}

/** Throws `AppError('unauthenticated')` for an account that is not active. */
function identityOf(account: Account | null): Identity {
  if (!account?.isActive) throw new AppError('unauthenticated', 'This account is not active')
  const { id, organizationId, organization, email, name, role, passwordDue } = account
  return { id, organizationId, organization, email, name, role, passwordDue }
}

type Life = Pick<LiveSession, 'kind' | 'lastSeenAt' | 'expiresAt'>

const hour = 3_600_000
/** ms between the writes that note a session's use */
const noted = 60_000

/** ms without a request after which a session has ended */
const idleLimit = ({ kind }: Life): number =>
  kind === 'browser'
    ? settings().SESSION_IDLE_HOURS * hour
    : settings().REFRESH_TOKEN_EXPIRE_DAYS * 24 * hour

/** Whether a session is too old or was unused for too long. */
export const isOver = (session: Life, now: number): boolean =>
  session.expiresAt.getTime() <= now || now - session.lastSeenAt.getTime() > idleLimit(session)

/** At most once a minute, so that a busy session does not write at every request. */
async function noteUse(db: Database, { id }: LiveSession, address: string | null): Promise<void> {
  const minuteAgo = sql`now() - interval '1 minute'`
  await db
    .update(sessions)
    .set({ lastSeenAt: sql`now()`, ...(address !== null && { address }) })
    .where(and(eq(sessions.id, id), lt(sessions.lastSeenAt, minuteAgo)))
  forgetSession(id)
}

async function liveSession(db: Database, sessionId: string): Promise<LiveSession> {
  const session = await findSession(db, sessionId)
  if (!session || isOver(session, Date.now()))
    throw new AppError('unauthenticated', 'This session was ended; sign in again')
  return session
}

/**
 * The account that a session of ours belongs to; notes that it is in use, and from where. Throws
 * `AppError('unauthenticated')` when the session was ended, is too old or was unused for too long, or when the account
 * is not active.
 */
export async function identifySession(
  db: Database,
  sessionId: string,
  address: string | null = null,
): Promise<Identity> {
  const session = await liveSession(db, sessionId)
  const identity = { ...identityOf(session.account), sessionId }
  if (Date.now() - session.lastSeenAt.getTime() > noted) await noteUse(db, session, address)
  return identity
}

/** Throws as `identifySession` does; to look is no use of the session. */
export async function checkSession(db: Database, sessionId: string): Promise<void> {
  identityOf((await liveSession(db, sessionId)).account)
}

/** An account that is named by a token of its own. Throws `AppError('unauthenticated')` when it is not active. */
export const identifyAccount = async (db: Database, userId: string): Promise<Identity> =>
  identityOf(await findAccount(db, userId))
