'use client'

import { LazyScheduleForm } from '#app/(dashboard)/settings/schedules/_components/lazy-schedule-form.client.tsx'
import type { TimeValues } from '#app/(dashboard)/settings/schedules/_components/time-fields.client.tsx'
import type { ScheduleOptions } from '#app/(dashboard)/settings/schedules/_lib/schedule-options.ts'
import { updateScheduleAction } from '#app/(dashboard)/settings/schedules/actions.ts'
import { toast } from '#components/ui/toast.client.ts'
import type { StartRunInput } from '#lib/runs/schema.ts'

type EditScheduleProps = {
  id: string
  options: ScheduleOptions
  initial: TimeValues
  request: Partial<StartRunInput>
}

export function EditSchedule({ id, ...props }: EditScheduleProps) {
  return (
    <LazyScheduleForm
      {...props}
      submitLabel="Save schedule"
      onSave={async (input) => {
        const result = await updateScheduleAction({ id, input })
        if (result.ok) toast.success('Schedule saved')
        return result
      }}
    />
  )
}
