import { issueTokens } from '#lib/accounts/refresh-token.ts'
import { TokenView } from '#lib/accounts/schema.ts'
import { Credentials, signIn } from '#lib/accounts/sign-in.ts'
import { webDatabase } from '#lib/http/database.ts'
import { publicRoute } from '#lib/http/route.ts'
import { limitSignIns } from '#lib/http/sign-in-limit.ts'

export const POST = publicRoute(
  { summary: 'Sign in: access token and refresh token', body: Credentials, reply: TokenView },
  async ({ body, request }) => {
    limitSignIns(request.headers)
    const { id } = await signIn(webDatabase(), body)
    return issueTokens(webDatabase(), id)
  },
)
