import { z } from 'zod'

import { runStatuses } from '#db/enums.ts'
import { pageOf } from '#lib/format/cursor.ts'
import { route } from '#lib/http/route.ts'
import { getRun, listRuns } from '#lib/runs/queries.ts'
import { RunView, StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'

export const GET = route(
  {
    summary: 'Runs, newest first',
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.uuid().optional(),
      suite_id: z.uuid().optional(),
      status: z.enum(runStatuses).optional(),
    }),
    reply: pageOf(RunView),
  },
  ({ ctx, query: { suite_id: suiteId, ...query } }) => listRuns(ctx, { ...query, suiteId }),
)

export const POST = route(
  {
    summary: 'Start a run of suites or cases against a target',
    body: StartRunInput,
    reply: RunView,
    status: 202,
    permission: 'run:start',
    creates: true,
  },
  async ({ ctx, body }) => getRun(ctx, (await startRun(ctx, body)).id),
)
