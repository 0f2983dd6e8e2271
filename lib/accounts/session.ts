import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'

import { Credentials, type Visitor } from '#lib/accounts/check-password.ts'
import {
  cookieName,
  identifyClaims,
  overHttps,
  SessionClaims,
  sessionCookieName,
  sessionLife,
} from '#lib/accounts/session-token.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { signOut } from '#lib/accounts/sign-out.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/** What NextAuth does not pass on. */
type Watch = {
  onSignIn: (userId: string) => void
  /** why nobody was signed in or out, of which NextAuth keeps only the text */
  onRefusal: (error: unknown) => void
}

/** E-mail address and password. */
const byPassword = (visitor: Visitor, { onSignIn, onRefusal }: Watch) =>
  CredentialsProvider({
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(given) {
      const { email, password } = given ?? {}
      const parsed = Credentials.safeParse({ email, password })
      if (!parsed.success) return null
      try {
        const { id, name, sessionId } = await signIn(visitor, parsed.data)
        onSignIn(id)
        return { id, name, email: parsed.data.email, sessionId }
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
export function authOptions(visitor: Visitor, watch: Watch): NextAuthOptions {
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
      csrfToken: {
        name: cookieName('csrf'),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
      callbackUrl: {
        name: cookieName('callback'),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [byPassword(visitor, watch)],
    callbacks: {
      // Never to another origin, whatever a link to the sign-in page says.
      redirect: ({ url, baseUrl }) =>
        URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === baseUrl
          ? new URL(url, baseUrl).href
          : baseUrl,
      jwt({ token, user }) {
        // Only at the sign-in, whatever its type says.
        if (!user) return token
        const { id, sessionId } = user as { id: string; sessionId?: unknown }
        return SessionClaims.parse({ sub: id, sid: sessionId })
      },
      async session({ session, token }) {
        const claims = SessionClaims.parse(token)
        const { db, address } = visitor
        const { id, name, email, role } = await identifyClaims(db, claims, address)
        return { ...session, user: { id, name, email, role } }
      },
    },
    events: {
      async signOut({ token }) {
        const claims = SessionClaims.safeParse(token)
        if (claims.success) await signOut(visitor.db, claims.data.sid).catch(watch.onRefusal)
      },
    },
    logger: {
      error: (code) => log.warn({ code }, 'NextAuth refused a request'),
      warn: (code) => log.debug({ code }, 'NextAuth warns'),
      debug: () => undefined,
    },
  }
}
