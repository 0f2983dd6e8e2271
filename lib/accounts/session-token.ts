import { createHash } from 'node:crypto'

import { getToken } from 'next-auth/jwt'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { identifySession, type Identity } from '#lib/accounts/identity.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'

/** Over HTTPS the cookies are marked so that browsers never send them in the clear. */
export function overHttps(): boolean {
  const { NEXTAUTH_URL, FRONTEND_URL } = settings()
  return (NEXTAUTH_URL ?? FRONTEND_URL)?.startsWith('https://') ?? false
}

/** `__Host-`: the browser takes and sends it only over HTTPS, for this host alone and all its paths. */
export const cookieName = (name: string) => `${overHttps() ? '__Host-' : ''}earshot.${name}`

export const sessionCookieName = () => cookieName('session')

/** s that a session lives at the most */
export const sessionLife = () => settings().SESSION_MAX_DAYS * 86_400

/** What NextAuth keeps in the encrypted session token: whose it is, and the row of the session that must still be there. */
export const SessionClaims = z.object({ sub: z.uuid(), sid: z.uuid() })
export type SessionClaims = z.output<typeof SessionClaims>

/** Throws `AppError('unauthenticated')` unless the session lives and its account is active. */
export async function identifyClaims(
  db: Database,
  { sub, sid }: SessionClaims,
  address: string | null = null,
): Promise<Identity> {
  const identity = await identifySession(db, sid, address)
  if (identity.id !== sub)
    throw new AppError('unauthenticated', 'The session has ended; sign in again')
  return identity
}

/** Cookies of a request by name. */
type Cookies = Record<string, string>

/** Whether a session is among them, ours or not. One too long for a cookie is kept in several: `name.0`, `name.1`… */
export const hasSession = (cookies: Cookies): boolean =>
  Object.keys(cookies).some((name) => name.startsWith(sessionCookieName()))

/** What was read from a token; ms since 1970 from which it is no longer believed. */
type Read = { claims: SessionClaims; until: number }

/** ms for which a token is not decrypted again; whether its session lives is asked each time */
const believed = 60_000

// On globalThis because the bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & {
  earshotTokens?: ReturnType<typeof boundedCache<Read>>
}
const tokens = (holder.earshotTokens ??= boundedCache<Read>(5_000))

/** Names a token, and the key it is read with, without keeping either. */
function nameOf(cookies: Cookies): string {
  const hash = createHash('sha256').update(settings().JWT_SECRET_KEY)
  for (const name of Object.keys(cookies).toSorted())
    if (name.startsWith(sessionCookieName())) hash.update(`;${name}=${cookies[name]}`)
  return hash.digest('base64url')
}

/** The claims of the token among the cookies, decrypted once a minute. Null when it is none of ours, or too old. */
async function claimsOf(cookies: Cookies): Promise<SessionClaims | null> {
  const name = nameOf(cookies)
  const known = tokens.get(name)
  if (known && Date.now() < known.until) return known.claims
  const token = await getToken({
    req: { cookies, headers: {} } as Parameters<typeof getToken>[0]['req'],
    secret: settings().JWT_SECRET_KEY,
    cookieName: sessionCookieName(),
    secureCookie: overHttps(),
  })
  const claims = SessionClaims.safeParse(token)
  if (!claims.success) return null
  // `exp` is in s since 1970.
  const until = Math.min(Date.now() + believed, Number(token?.['exp'] ?? 0) * 1_000)
  tokens.set(name, { claims: claims.data, until })
  return claims.data
}

/**
 * Whoever the session among the cookies belongs to, read as NextAuth reads it. Throws `AppError('unauthenticated')`
 * unless it is ours, has not ended, and its account still active.
 */
export async function identifyCookies(
  db: Database,
  cookies: Cookies,
  address: string | null = null,
): Promise<Identity> {
  const claims = await claimsOf(cookies)
  if (!claims) throw new AppError('unauthenticated', 'The session has ended; sign in again')
  return identifyClaims(db, claims, address)
}
