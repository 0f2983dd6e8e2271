'use client'

import { createScheduleAction } from '#app/(dashboard)/settings/schedules/actions.ts'
import { ScheduleForm } from '#app/(dashboard)/settings/schedules/schedule-form.client.tsx'
import type { ScheduleOptions } from '#app/(dashboard)/settings/schedules/schedule-options.ts'

const hereZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

export function NewSchedule({ options }: { options: ScheduleOptions }) {
  return (
    <ScheduleForm
      options={options}
      initial={{ name: '', cron: '30 2 * * *', time_zone: hereZone(), skip_while_running: true }}
      request={{}}
      submitLabel="Add schedule"
      onSave={createScheduleAction}
    />
  )
}
