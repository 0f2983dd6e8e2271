import { refreshTokenPair } from '#lib/accounts/refresh-token.ts'
import { RefreshInput, TokenView } from '#lib/accounts/schema.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { webDatabase } from '#lib/http/database.ts'
import { publicRoute } from '#lib/http/route.ts'

export const POST = publicRoute(
  {
    summary: 'Exchange a refresh token; one that was used before ends its session',
    body: RefreshInput,
    reply: TokenView,
  },
  ({ body, request }) =>
    refreshTokenPair(webDatabase(), body.refresh_token, clientAddress(request.headers)),
)
