import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { redeliverDelivery } from '#lib/webhooks/redeliver-delivery.ts'
import { DeliveryDetailView } from '#lib/webhooks/schema.ts'

export const POST = route(
  {
    summary: 'Process a stored webhook again; its runs start again even if the commit was tested',
    params: IdParams,
    reply: DeliveryDetailView,
    status: 202,
    permission: 'delivery:write',
    creates: true,
  },
  ({ ctx, params }) => redeliverDelivery(ctx, params.id),
)
