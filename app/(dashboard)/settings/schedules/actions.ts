'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { action, recordAction } from '#lib/http/action.ts'
import { createSchedule } from '#lib/schedules/create-schedule.ts'
import { cronWords } from '#lib/schedules/cron-words.ts'
import { deleteSchedule } from '#lib/schedules/delete-schedule.ts'
import { occurrences } from '#lib/schedules/occurrences.ts'
import { runSchedule } from '#lib/schedules/run-schedule.ts'
import { CreateScheduleInput, UpdateScheduleInput } from '#lib/schedules/schema.ts'
import { updateSchedule } from '#lib/schedules/update-schedule.ts'

const list = '/settings/schedules'
const refresh = () => revalidatePath(list, 'layout')

export const createScheduleAction = action(CreateScheduleInput, async (ctx, input) => {
  await createSchedule(ctx, input)
  refresh()
  redirect(list)
})

export const updateScheduleAction = recordAction(UpdateScheduleInput, async (ctx, id, input) => {
  await updateSchedule(ctx, id, input)
  refresh()
})

export const deleteScheduleAction = action(z.uuid(), async (ctx, id) => {
  await deleteSchedule(ctx, id)
  refresh()
  redirect(list)
})

export const runScheduleAction = action(z.uuid(), async (ctx, id) => {
  const run = await runSchedule(ctx, id)
  redirect(`/runs/${run.id}`)
})

/** What a cron expression means: in words, and its next moments. */
export const explainScheduleAction = action(
  CreateScheduleInput.pick({ cron: true, time_zone: true }),
  async (_ctx, { cron, time_zone }) => {
    const moments = occurrences(cron, time_zone, new Date(), 5)
    return { words: cronWords(cron), upcoming: moments.map((moment) => moment.toISOString()) }
  },
)
