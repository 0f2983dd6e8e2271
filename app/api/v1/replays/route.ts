import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { listReplays } from '#lib/replays/queries.ts'
import { ReplayView, StartReplayInput } from '#lib/replays/schema.ts'
import { startReplay } from '#lib/replays/start-replay.ts'

export const GET = route(
  {
    summary: 'Replays, newest first, 100 at most',
    query: z.strictObject({ run_id: z.uuid().optional() }),
    reply: z.object({ data: z.array(ReplayView), next_cursor: z.null() }),
  },
  async ({ ctx, query }) => ({ data: await listReplays(ctx, query.run_id), next_cursor: null }),
)

export const POST = route(
  {
    summary:
      'Judge an execution, a run or a period again, to see what would change; nothing is written until it is applied',
    body: StartReplayInput,
    reply: ReplayView,
    status: 202,
    permission: 'run:start',
    creates: true,
  },
  ({ ctx, body }) => startReplay(ctx, body),
)
