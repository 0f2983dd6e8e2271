'use client'

import { LazyScheduleForm } from '#app/(dashboard)/settings/schedules/_components/lazy-schedule-form.client.tsx'
import type { ScheduleOptions } from '#app/(dashboard)/settings/schedules/_lib/schedule-options.ts'
import { createScheduleAction } from '#app/(dashboard)/settings/schedules/actions.ts'

const hereZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

export function NewSchedule({ options }: { options: ScheduleOptions }) {
  return (
    <LazyScheduleForm
      options={options}
      initial={{ name: '', cron: '30 2 * * *', time_zone: hereZone(), skip_while_running: true }}
      request={{}}
      submitLabel="Add schedule"
      onSave={createScheduleAction}
    />
  )
}
