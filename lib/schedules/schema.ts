import { z } from 'zod'

import { runStatuses } from '#db/enums.ts'
import { TimeZone } from '#lib/platform/format/time-zone.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { cronFault } from '#lib/platform/format/cron-fault.ts'

/** Minute, hour, day of month, month, day of week. */
const Cron = z
  .string()
  .trim()
  .max(100)
  .superRefine((cron, context) => {
    const fault = cronFault(cron)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
  })

const fields = {
  name: z.string().trim().min(1).max(200),
  cron: Cron,
  time_zone: TimeZone,
  /** the run to start: the body of POST /runs */
  request: StartRunInput,
  is_active: z.boolean(),
  /** leave an occurrence out while the run before is under way */
  skip_while_running: z.boolean(),
}

export const CreateScheduleInput = z.strictObject({
  ...fields,
  time_zone: fields.time_zone.default('UTC'),
  is_active: fields.is_active.default(true),
  skip_while_running: fields.skip_while_running.default(true),
})
export type CreateScheduleInput = z.input<typeof CreateScheduleInput>

/** What to change; `request` is replaced as a whole. */
export const UpdateScheduleInput = z.strictObject(fields).partial()
export type UpdateScheduleInput = z.input<typeof UpdateScheduleInput>

const timestamp = z.iso.datetime()

export const ScheduleView = z.object({
  ...fields,
  /** as it was written: one from before may be looser than what is taken today */
  cron: z.string(),
  id: z.uuid(),
  request: z.record(z.string(), z.unknown()),
  next_run_at: timestamp.nullable(),
  /** the next five occurrences, also of a schedule that is switched off */
  upcoming: z.array(timestamp),
  last_run: z.object({ id: z.uuid(), name: z.string(), status: z.enum(runStatuses) }).nullable(),
  last_started_at: timestamp.nullable(),
  /** why the latest occurrence started nothing */
  last_problem: z.string().nullable(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type ScheduleView = z.output<typeof ScheduleView>
