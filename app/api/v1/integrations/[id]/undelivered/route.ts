import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { UndeliveredPeriod, UndeliveredView } from '#lib/notifications/schema.ts'
import { countUndelivered } from '#lib/notifications/undelivered.ts'

export const GET = route(
  {
    summary: 'How many messages of a connection were given up or may not have arrived',
    params: IdParams,
    query: UndeliveredPeriod,
    reply: UndeliveredView,
    permission: 'delivery:read',
  },
  ({ ctx, params, query }) => countUndelivered(ctx, params.id, query),
)
