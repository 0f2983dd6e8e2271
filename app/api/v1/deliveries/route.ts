import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listDeliveries } from '#lib/webhooks/queries.ts'
import { DeliveryFilter, DeliveryView } from '#lib/webhooks/schema.ts'

export const GET = route(
  {
    summary: 'Webhooks that came in, newest first, with what was decided about each',
    query: DeliveryFilter.extend({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.uuid().optional(),
    }),
    reply: pageOf(DeliveryView),
    permission: 'delivery:read',
  },
  ({ ctx, query: { limit, cursor, ...filter } }) => listDeliveries(ctx, filter, { limit, cursor }),
)
