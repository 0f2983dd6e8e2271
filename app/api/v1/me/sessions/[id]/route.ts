import { endSession } from '#lib/accounts/end-sessions.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const DELETE = route(
  {
    summary: 'End one of the own sessions at once',
    params: IdParams,
    status: 204,
    permission: 'account:write',
  },
  ({ ctx, params }) => endSession(ctx, params.id),
)
