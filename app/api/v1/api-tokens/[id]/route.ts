import { revokeApiToken } from '#lib/accounts/api-tokens.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const DELETE = route(
  {
    summary: 'Revoke an API token at once',
    params: IdParams,
    status: 204,
    permission: 'token:write',
  },
  ({ ctx, params }) => revokeApiToken(ctx, params.id),
)
