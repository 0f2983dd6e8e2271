import { eq } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import type { Role, TokenScope } from '#db/enums.ts'
import { users } from '#db/schema/accounts.ts'
import { AppError } from '#lib/platform/errors.ts'

/** The person behind a request. */
export type Identity = {
  id: string
  organizationId: string
  email: string
  name: string
  role: Role
  /** the API token that it came with, when it came with one */
  token?: { id: string; name: string; scopes: readonly TokenScope[] }
}

type Known = Identity & { isActive: boolean; sessionsValidFrom: Date }

/** ms that an account's state is believed before it is read again */
const freshFor = 60_000

// On globalThis because the bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & {
  earshotIdentities?: Map<string, { at: number; known: Known }>
}
const cache = (holder.earshotIdentities ??= new Map())

async function read(db: Database, userId: string): Promise<Known | null> {
  const [row] = await db
    .select({
      id: users.id,
      organizationId: users.organizationId,
      email: users.email,
      name: users.name,
      role: users.role,
      isActive: users.isActive,
      sessionsValidFrom: users.sessionsValidFrom,
    })
    .from(users)
    .where(eq(users.id, userId))
  return row ?? null
}

async function remembered(db: Database, userId: string): Promise<Known | null> {
  const entry = cache.get(userId)
  if (entry && Date.now() - entry.at < freshFor) return entry.known
  const known = await read(db, userId)
  if (cache.size > 10_000) cache.clear()
  if (known) cache.set(userId, { at: Date.now(), known })
  return known
}

/** Reads the account anew at its next request; other processes follow within a minute. */
export function forgetIdentity(userId: string): void {
  cache.delete(userId)
}

/**
 * The account that a session or token names, while it is active and was not signed out everywhere
 * after `issuedAt`. Throws `AppError('unauthenticated')` otherwise. Role and state are at most a minute old.
 */
export async function identify(db: Database, userId: string, issuedAt: Date): Promise<Identity> {
  const known = await remembered(db, userId)
  if (!known?.isActive) throw new AppError('unauthenticated', 'This account is not active')
  // Tokens carry whole seconds.
  if (issuedAt.getTime() + 1_000 <= known.sessionsValidFrom.getTime())
    throw new AppError('unauthenticated', 'This session was ended; sign in again')
  const { id, organizationId, email, name, role } = known
  return { id, organizationId, email, name, role }
}
