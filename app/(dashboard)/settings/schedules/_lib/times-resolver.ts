import { zodResolver } from '@hookform/resolvers/zod'

import { CreateScheduleInput } from '#lib/schedules/schema.ts'

/** The fields of a schedule beside those of its runs. */
export const timesResolver = zodResolver(
  CreateScheduleInput.pick({
    name: true,
    cron: true,
    time_zone: true,
    skip_while_running: true,
  }).required(),
)
