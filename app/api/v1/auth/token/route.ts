import { Credentials } from '#lib/accounts/check-password.ts'
import { issueTokens } from '#lib/accounts/refresh-token.ts'
import { TokenView } from '#lib/accounts/schema.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { publicRoute } from '#lib/http/route.ts'
import { visitorOf } from '#lib/http/visitor.ts'

export const POST = publicRoute(
  {
    summary: 'Sign in: access token and refresh token',
    body: Credentials,
    reply: TokenView,
    // It costs a hash.
    worth: 10,
  },
  async ({ body, request }) => {
    const visitor = visitorOf(request)
    return issueTokens(visitor.db, await signIn(visitor, body, 'api'))
  },
)
