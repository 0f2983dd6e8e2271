import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'

import { Credentials, type Visitor } from '#lib/accounts/check-password.ts'
import {
  identifyClaims,
  overHttps,
  SessionClaims,
  sessionClaims,
  sessionCookieName,
  sessionLife,
} from '#lib/accounts/session-token.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/** E-mail address and password. `onRefusal` hears why nobody was signed in, of which NextAuth keeps only the text. */
const byPassword = (visitor: Visitor, onRefusal: (error: unknown) => void) =>
  CredentialsProvider({
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(given) {
      const { email, password } = given ?? {}
      const parsed = Credentials.safeParse({ email, password })
      if (!parsed.success) return null
      try {
        const { id, name } = await signIn(visitor, parsed.data)
        return { id, name, email: parsed.data.email }
      } catch (error) {
        onRefusal(error)
        // NextAuth puts the text into an address, where the cause of an error of ours has no place.
        throw error instanceof AppError ? error : new Error('The sign-in failed; try again later')
      }
    },
  })

/**
 * How NextAuth answers one request of `visitor`. Its session cookie is the session of pages, actions and API; a further
 * way in (OIDC, say) is a further provider here, see docs/decisions/nextauth.md.
 */
export function authOptions(
  visitor: Visitor,
  onRefusal: (error: unknown) => void,
): NextAuthOptions {
  const maxAge = sessionLife()
  const secure = overHttps()
  return {
    secret: settings().JWT_SECRET_KEY,
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [byPassword(visitor, onRefusal)],
    callbacks: {
      // Never to another origin, whatever a link to the sign-in page says.
      redirect: ({ url, baseUrl }) =>
        URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === baseUrl
          ? new URL(url, baseUrl).href
          : baseUrl,
      jwt: ({ token, user }) => (user ? { ...sessionClaims(user.id) } : token),
      async session({ session, token }) {
        const claims = SessionClaims.parse(token)
        const { id, name, email, role } = await identifyClaims(visitor.db, claims)
        return { ...session, user: { id, name, email, role } }
      },
    },
    logger: {
      error: (code) => log.warn({ code }, 'NextAuth refused a request'),
      warn: (code) => log.debug({ code }, 'NextAuth warns'),
      debug: () => undefined,
    },
  }
}
