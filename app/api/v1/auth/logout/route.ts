import { SignOutInput } from '#lib/accounts/schema.ts'
import { signOut, signOutByRefreshToken } from '#lib/accounts/sign-out.ts'
import { authenticate } from '#lib/http/authenticate.ts'
import { webDatabase } from '#lib/http/database.ts'
import { publicRoute } from '#lib/http/route.ts'
import { InvalidError } from '#lib/platform/errors.ts'

export const POST = publicRoute(
  {
    summary:
      'Sign out: ends the session of a refresh token, or of the access token or cookie that was sent',
    body: SignOutInput,
    status: 204,
  },
  async ({ body, request }) => {
    const db = webDatabase()
    if (body.refresh_token !== undefined) return signOutByRefreshToken(db, body.refresh_token)
    const { sessionId } = await authenticate(db, request, { withPasswordDue: true })
    if (sessionId === undefined)
      throw new InvalidError('An API token has no session; revoke it in Settings, API tokens')
    return signOut(db, sessionId)
  },
)
