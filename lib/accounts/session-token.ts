import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { identify, type Identity } from '#lib/accounts/identity.ts'
import { env } from '#lib/platform/config/env.ts'
import { AppError } from '#lib/platform/errors.ts'

const address = env.NEXTAUTH_URL ?? env.FRONTEND_URL ?? `http://localhost:${env.PORT}`

/** Over HTTPS the cookie is marked so that browsers never send it in the clear. */
export const overHttps = address.startsWith('https://')
export const sessionCookieName = `${overHttps ? '__Secure-' : ''}earshot.session`

/** s; a session lives as long as a refresh token */
export const sessionLife = env.REFRESH_TOKEN_EXPIRE_DAYS * 86_400

export const sessionCookieOptions = {
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  secure: overHttps,
} as const

/** What NextAuth keeps in the encrypted session token; `signed_in_at` in s, unchanged when the token is renewed. */
export const SessionClaims = z.object({ sub: z.uuid(), signed_in_at: z.number().int() })
export type SessionClaims = z.output<typeof SessionClaims>

export const sessionClaims = (userId: string): SessionClaims => ({
  sub: userId,
  signed_in_at: Math.floor(Date.now() / 1_000),
})

/** The value of the session cookie, as NextAuth itself makes it. */
export function issueSession(userId: string): Promise<string> {
  const token = sessionClaims(userId)
  return encode({ token, secret: env.JWT_SECRET_KEY, maxAge: sessionLife })
}

/** Throws `AppError('unauthenticated')` unless the session is ours, not expired, and its account still active. */
export async function identifySession(db: Database, session: string): Promise<Identity> {
  const token = await decode({ token: session, secret: env.JWT_SECRET_KEY }).catch(() => null)
  const claims = SessionClaims.safeParse(token)
  if (!claims.success) throw new AppError('unauthenticated', 'The session has ended; sign in again')
  return identify(db, claims.data.sub, new Date(claims.data.signed_in_at * 1_000))
}
