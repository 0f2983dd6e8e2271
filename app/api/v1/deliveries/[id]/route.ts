import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { DeliveryDetailView } from '#lib/webhooks/schema.ts'

export const GET = route(
  {
    summary: 'One webhook with its headers and body, secrets masked',
    params: IdParams,
    reply: DeliveryDetailView,
    permission: 'delivery:read',
  },
  ({ ctx, params }) => getDelivery(ctx, params.id),
)
