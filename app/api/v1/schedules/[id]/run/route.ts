import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getRun } from '#lib/runs/queries.ts'
import { RunView } from '#lib/runs/schema.ts'
import { runSchedule } from '#lib/schedules/run-schedule.ts'

export const POST = route(
  {
    summary: 'Start the run of a schedule now',
    params: IdParams,
    reply: RunView,
    status: 202,
    permission: 'run:start',
    creates: true,
  },
  async ({ ctx, params }) => getRun(ctx, (await runSchedule(ctx, params.id)).id),
)
