import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { listEngines } from '#lib/meaning/queries.ts'
import { EngineView } from '#lib/meaning/schema.ts'

export const GET = route(
  {
    summary: 'Engines of meaning that the settings name, and where they may decide',
    reply: z.object({ data: z.array(EngineView), next_cursor: z.null() }),
  },
  async ({ ctx }) => ({ data: await listEngines(ctx), next_cursor: null }),
)
