import { z } from 'zod'

import { listActivity } from '#lib/accounts/queries.ts'
import { ActivityView } from '#lib/accounts/schema.ts'
import { route } from '#lib/http/route.ts'
import { PageQuery, pageOf } from '#lib/platform/format/cursor.ts'

export const GET = route(
  {
    summary: 'Who did what, newest first',
    query: PageQuery.extend({
      entity_type: z.string().max(50).optional(),
      entity_id: z.uuid().optional(),
      user_id: z.uuid().optional(),
    }),
    reply: pageOf(ActivityView),
  },
  ({ ctx, query }) => listActivity(ctx, query),
)
