import { z } from 'zod'

import { publicRoute } from '#lib/http/route.ts'

export const GET = publicRoute(
  {
    summary: 'The process answers; touches no dependency',
    worth: 0,
    reply: z.object({ status: z.literal('ok') }),
  },
  async () => ({ status: 'ok' as const }),
)
