import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { createSchedule } from '#lib/schedules/create-schedule.ts'
import { listSchedules } from '#lib/schedules/queries.ts'
import { CreateScheduleInput, ScheduleView } from '#lib/schedules/schema.ts'

export const GET = route(
  {
    summary: 'Runs that start automatically, by name',
    reply: z.object({ data: z.array(ScheduleView), next_cursor: z.null() }),
  },
  async ({ ctx }) => ({ data: await listSchedules(ctx), next_cursor: null }),
)

export const POST = route(
  {
    summary: 'Start a run at the moments of a cron expression in a time zone',
    body: CreateScheduleInput,
    reply: ScheduleView,
    status: 201,
    permission: 'run:start',
    creates: true,
  },
  ({ ctx, body }) => createSchedule(ctx, body),
)
