import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { deleteSchedule } from '#lib/schedules/delete-schedule.ts'
import { getSchedule } from '#lib/schedules/queries.ts'
import { ScheduleView, UpdateScheduleInput } from '#lib/schedules/schema.ts'
import { updateSchedule } from '#lib/schedules/update-schedule.ts'

export const GET = route(
  { summary: 'One schedule', params: IdParams, reply: ScheduleView },
  ({ ctx, params }) => getSchedule(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change a schedule; request is replaced as a whole',
    params: IdParams,
    body: UpdateScheduleInput,
    reply: ScheduleView,
    permission: 'run:start',
  },
  ({ ctx, params, body }) => updateSchedule(ctx, params.id, body),
)

export const DELETE = route(
  {
    summary: 'Delete a schedule; its runs stay',
    params: IdParams,
    status: 204,
    permission: 'run:start',
  },
  ({ ctx, params }) => deleteSchedule(ctx, params.id),
)
