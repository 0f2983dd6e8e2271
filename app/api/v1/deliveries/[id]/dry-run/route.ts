import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { dryRunDelivery } from '#lib/webhooks/dry-run-delivery.ts'
import { DryRunView } from '#lib/webhooks/schema.ts'

export const POST = route(
  {
    summary: 'What a stored webhook would run by the present rules; nothing is written',
    params: IdParams,
    reply: DryRunView,
    permission: 'delivery:read',
  },
  ({ ctx, params }) => dryRunDelivery(ctx, params.id),
)
