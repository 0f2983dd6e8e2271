import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { checkConnection } from '#lib/integrations/check-connection.ts'
import { CheckConnectionView } from '#lib/integrations/schema.ts'

export const POST = route(
  {
    summary: 'Ask the provider one harmless question with the saved secrets',
    params: IdParams,
    reply: CheckConnectionView,
    permission: 'integration:write',
  },
  ({ ctx, params, signal }) => checkConnection(ctx, params.id, { signal }),
)
