'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'

import {
  TimeFields,
  type TimeValues,
} from '#app/(dashboard)/settings/schedules/_components/time-fields.client.tsx'
import type { ScheduleOptions } from '#app/(dashboard)/settings/schedules/_lib/schedule-options.ts'
import { RunForm } from '#components/runs/run-form.client.tsx'
import type { ActionResult } from '#components/runs/start-run-types.ts'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import type { StartRunInput } from '#lib/runs/schema.ts'
import { CreateScheduleInput } from '#lib/schedules/schema.ts'

const Times = CreateScheduleInput.pick({
  name: true,
  cron: true,
  time_zone: true,
  skip_while_running: true,
}).required()

type ScheduleFormProps = {
  options: ScheduleOptions
  initial: TimeValues
  request: Partial<StartRunInput>
  submitLabel: string
  onSave: (input: TimeValues & { request: StartRunInput }) => Promise<ActionResult>
}

const places = ['name', 'cron', 'time_zone'] as const

export function ScheduleForm({
  options,
  initial,
  request,
  submitLabel,
  onSave,
}: ScheduleFormProps) {
  const id = useId()
  const [pending, setPending] = useState(false)
  const form = useForm<TimeValues>({ resolver: zodResolver(Times), defaultValues: initial })

  const save = async (input: StartRunInput): Promise<string | undefined> => {
    if (!(await form.trigger(undefined, { shouldFocus: true }))) return undefined
    setPending(true)
    const result = await onSave({ ...form.getValues(), request: input })
    setPending(false)
    if (result.ok) return undefined
    const placed = (result.faults ?? []).flatMap(({ path, message }) => {
      const name = places.find((place) => place === path)
      return name ? [{ name, message }] : []
    })
    for (const { name, message } of placed) form.setError(name, { message })
    return placed.length > 0 ? undefined : result.message
  }

  return (
    <div className="space-y-6">
      <RunForm
        {...options.run}
        id={id}
        defaults={request}
        onSubmit={save}
        onInvalid={() => void form.trigger()}
      >
        <TimeFields form={form} timeZones={options.timeZones} />
        <h2 className="border-t pt-4 font-medium sm:col-span-2">What to run</h2>
      </RunForm>
      <div className="flex justify-end">
        <Button type="submit" form={id} disabled={pending}>
          {pending && <Spinner />} {submitLabel}
        </Button>
      </div>
    </div>
  )
}
