'use client'

import { toast } from '#components/ui/toast.client.ts'
import type { StartRunInput } from '#lib/runs/schema.ts'

import { updateScheduleAction } from '../actions.ts'
import { ScheduleForm } from '../schedule-form.client.tsx'
import type { ScheduleOptions } from '../schedule-options.ts'
import type { TimeValues } from '../time-fields.client.tsx'

type EditScheduleProps = {
  id: string
  options: ScheduleOptions
  initial: TimeValues
  request: Partial<StartRunInput>
}

export function EditSchedule({ id, ...props }: EditScheduleProps) {
  return (
    <ScheduleForm
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
