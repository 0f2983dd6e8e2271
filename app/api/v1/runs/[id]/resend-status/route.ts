import { z } from 'zod'

import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { resendStatus } from '#lib/notifications/statuses/resend-status.ts'

export const POST = route(
  {
    summary: 'Send the status of a run to its commit again',
    params: IdParams,
    reply: z.object({ statuses: z.number().int() }),
    status: 202,
    permission: 'run:start',
    creates: true,
  },
  ({ ctx, params }) => resendStatus(ctx, params.id),
)
