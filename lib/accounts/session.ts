import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'

import type { Database } from '#db/client.ts'
import { identify } from '#lib/accounts/identity.ts'
import {
  overHttps,
  SessionClaims,
  sessionClaims,
  sessionCookieName,
  sessionCookieOptions,
  sessionLife,
} from '#lib/accounts/session-token.ts'
import { Credentials as CredentialsInput, signIn } from '#lib/accounts/sign-in.ts'
import { env } from '#lib/platform/config/env.ts'

/** NextAuth with e-mail and password. `database` is asked at the first request, not when the module loads. */
export function authOptions(database: () => Database): NextAuthOptions {
  return {
    secret: env.JWT_SECRET_KEY,
    session: { strategy: 'jwt', maxAge: sessionLife },
    useSecureCookies: overHttps,
    cookies: { sessionToken: { name: sessionCookieName, options: sessionCookieOptions } },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(given) {
          const { email, password } = given ?? {}
          const parsed = CredentialsInput.safeParse({ email, password })
          if (!parsed.success) return null
          // NextAuth shows the message of what is thrown; ours tells nothing about who has an account.
          const { id, name } = await signIn(database(), parsed.data)
          return { id, name, email: parsed.data.email }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...sessionClaims(user.id) } : token),
      async session({ session, token }) {
        const claims = SessionClaims.parse(token)
        const since = new Date(claims.signed_in_at * 1_000)
        const { id, name, email, role } = await identify(database(), claims.sub, since)
        return { ...session, user: { id, name, email, role } }
      },
    },
  }
}
