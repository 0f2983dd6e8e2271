import { getToken } from 'next-auth/jwt'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { identify, type Identity } from '#lib/accounts/identity.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'

/** Over HTTPS the cookies are marked so that browsers never send them in the clear. */
export function overHttps(): boolean {
  const { NEXTAUTH_URL, FRONTEND_URL } = settings()
  return (NEXTAUTH_URL ?? FRONTEND_URL)?.startsWith('https://') ?? false
}

export const sessionCookieName = () => `${overHttps() ? '__Secure-' : ''}earshot.session`

/** s; a session lives as long as a refresh token */
export const sessionLife = () => settings().REFRESH_TOKEN_EXPIRE_DAYS * 86_400

/** What NextAuth keeps in the encrypted session token; `signed_in_at` in s, unchanged when the token is renewed. */
export const SessionClaims = z.object({ sub: z.uuid(), signed_in_at: z.number().int() })
export type SessionClaims = z.output<typeof SessionClaims>

export const sessionClaims = (userId: string): SessionClaims => ({
  sub: userId,
  signed_in_at: Math.floor(Date.now() / 1_000),
})

/** Throws `AppError('unauthenticated')` unless the account is active and was not signed out everywhere since. */
export const identifyClaims = (
  db: Database,
  { sub, signed_in_at }: SessionClaims,
): Promise<Identity> => identify(db, sub, new Date(signed_in_at * 1_000))

/** Cookies of a request by name. */
type Cookies = Record<string, string>

/** Whether a session is among them, ours or not. One too long for a cookie is kept in several: `name.0`, `name.1`… */
export const hasSession = (cookies: Cookies): boolean =>
  Object.keys(cookies).some((name) => name.startsWith(sessionCookieName()))

/**
 * Whoever the session among the cookies belongs to, read as NextAuth reads it. Throws `AppError('unauthenticated')`
 * unless it is ours, not expired, and its account still active.
 */
export async function identifySession(db: Database, cookies: Cookies): Promise<Identity> {
  const token: unknown = await getToken({
    req: { cookies, headers: {} } as Parameters<typeof getToken>[0]['req'],
    secret: settings().JWT_SECRET_KEY,
    cookieName: sessionCookieName(),
    secureCookie: overHttps(),
  })
  const claims = SessionClaims.safeParse(token)
  if (!claims.success) throw new AppError('unauthenticated', 'The session has ended; sign in again')
  return identifyClaims(db, claims.data)
}
