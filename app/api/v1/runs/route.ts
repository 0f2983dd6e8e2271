import { z } from 'zod'

import { waitForRun } from '#app/api/_lib/wait-for-run.ts'
import { runStatuses } from '#db/enums.ts'
import { webEvents } from '#lib/http/database.ts'
import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { isOpen } from '#lib/runs/lock-run.ts'
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

/** ms that a caller may wait for the end of a run */
const longestWaitMs = 300_000

export const POST = route(
  {
    summary:
      'Start a run of suites or cases against a target; with wait_ms, 200 when it has ended by then',
    query: z.strictObject({
      wait_ms: z.coerce.number().int().min(0).max(longestWaitMs).default(0),
    }),
    body: StartRunInput,
    reply: RunView,
    status: 202,
    permission: 'run:start',
    creates: true,
    waitsMs: longestWaitMs,
  },
  async ({ ctx, body }) => getRun(ctx, (await startRun(ctx, body)).id),
  async ({ ctx, query, signal }, { id }) => {
    if (query.wait_ms === 0) return null
    const run = await waitForRun({ ctx, hub: webEvents(), runId: id, ms: query.wait_ms, signal })
    return { status: isOpen(run) ? 202 : 200, body: run }
  },
)
