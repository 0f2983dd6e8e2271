import { eq } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import type { Role, SessionKind } from '#db/enums.ts'
import { organizations, sessions, users } from '#db/schema/accounts.ts'

export type Account = {
  id: string
  organizationId: string
  email: string
  name: string
  role: Role
  isActive: boolean
  passwordDue: boolean
  organization: string
}

export type LiveSession = {
  id: string
  kind: SessionKind
  lastSeenAt: Date
  expiresAt: Date
  account: Account
}

/** ms that an account's state is believed; changes are told to all processes at once, this is for when one was missed */
const freshFor = 10_000
const most = 10_000

type Remembered<T> = { at: number; value: T }
type Memory = {
  accounts: Map<string, Remembered<Account>>
  sessions: Map<string, Remembered<LiveSession>>
  /** counts what was forgotten: what was being read meanwhile may be older than that, and is not kept */
  forgotten: number
}

// On globalThis because the bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & { earshotAccounts?: Memory }
const memory = (holder.earshotAccounts ??= {
  accounts: new Map(),
  sessions: new Map(),
  forgotten: 0,
})

async function remembered<T>(
  map: Map<string, Remembered<T>>,
  key: string,
  read: () => Promise<T | undefined>,
): Promise<T | null> {
  const entry = map.get(key)
  if (entry && Date.now() - entry.at < freshFor) return entry.value
  const { forgotten } = memory
  const value = await read()
  if (map.size >= most) map.clear()
  if (value === undefined) map.delete(key)
  else if (forgotten === memory.forgotten) map.set(key, { at: Date.now(), value })
  return value ?? null
}

const accountColumns = {
  id: users.id,
  organizationId: users.organizationId,
  email: users.email,
  name: users.name,
  role: users.role,
  isActive: users.isActive,
  passwordDue: users.passwordDue,
  organization: organizations.name,
}

/** Null when there is none. At most ten seconds old, and as a rule not older than the last change. */
export const findAccount = (db: Database, userId: string): Promise<Account | null> =>
  remembered(memory.accounts, userId, async () => {
    const [row] = await db
      .select(accountColumns)
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(users.id, userId))
    return row
  })

/** A session that was not ended, with its account; whether it has expired is for the caller to see. */
export const findSession = (db: Database, id: string): Promise<LiveSession | null> =>
  remembered(memory.sessions, id, async () => {
    const { kind, lastSeenAt, expiresAt } = sessions
    const [row] = await db
      .select({ id: sessions.id, kind, lastSeenAt, expiresAt, account: accountColumns })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(sessions.id, id))
    return row
  })

export function forgetSession(id: string): void {
  memory.forgotten += 1
  memory.sessions.delete(id)
}

/** The account and all its sessions are read anew. */
export function forgetUser(userId: string): void {
  memory.forgotten += 1
  memory.accounts.delete(userId)
  for (const [id, { value }] of memory.sessions)
    if (value.account.id === userId) memory.sessions.delete(id)
}

export function forgetEverybody(): void {
  memory.forgotten += 1
  memory.accounts.clear()
  memory.sessions.clear()
}
