import { Credentials } from '#lib/accounts/check-password.ts'
import { issueTokens } from '#lib/accounts/refresh-token.ts'
import { TokenView } from '#lib/accounts/schema.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { webDatabase } from '#lib/http/database.ts'
import { publicRoute } from '#lib/http/route.ts'

export const POST = publicRoute(
  {
    summary: 'Sign in: access token and refresh token',
    body: Credentials,
    reply: TokenView,
    // It costs a hash.
    worth: 10,
  },
  async ({ body, request }) => {
    const db = webDatabase()
    const { id } = await signIn({ db, address: clientAddress(request.headers) }, body)
    return issueTokens(db, id)
  },
)
