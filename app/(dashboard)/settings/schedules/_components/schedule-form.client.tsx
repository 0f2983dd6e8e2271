'use client'

import { useId, useRef } from 'react'
import { useForm } from 'react-hook-form'

import {
  TimeFields,
  type TimeValues,
} from '#app/(dashboard)/settings/schedules/_components/time-fields.client.tsx'
import type { ScheduleOptions } from '#app/(dashboard)/settings/schedules/_lib/schedule-options.ts'
import { withQueries } from '#components/api/queries.client.tsx'
import { lazyResolver } from '#components/lazy/lazy-resolver.client.ts'
import { RunForm } from '#components/runs/run-form.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'
import type { ActionResult, Refusal } from '#lib/platform/action-result.ts'
import type { StartRunInput } from '#lib/runs/schema.ts'

const resolver = lazyResolver<TimeValues, TimeValues>(
  async () =>
    (await import('#app/(dashboard)/settings/schedules/_lib/times-resolver.ts')).timesResolver,
)

type ScheduleFormProps = {
  options: ScheduleOptions
  initial: TimeValues
  request: Partial<StartRunInput>
  submitLabel: string
  onSave: (input: TimeValues & { request: StartRunInput }) => Promise<ActionResult>
}

const places = ['name', 'cron', 'time_zone'] as const

const notSent: Refusal = { ok: false, code: 'invalid', message: '', faults: [] }

function ScheduleFormContent({
  options,
  initial,
  request,
  submitLabel,
  onSave,
}: ScheduleFormProps) {
  const id = useId()
  const form = useForm<TimeValues>({ resolver, defaultValues: initial })
  const { isDirty } = form.formState
  const isRunDirty = useRef(false)
  const { run, pending } = useAction(onSave)
  const { question } = useUnsavedGuard(() => !pending && (isDirty || isRunDirty.current))

  const save = async (input: StartRunInput): Promise<Refusal | undefined> => {
    // What is wrong is told at the fields above; nothing was sent.
    if (!(await form.trigger(undefined, { shouldFocus: true }))) return notSent
    const result = await run({ ...form.getValues(), request: input })
    if (result.ok) {
      form.reset(form.getValues())
      return undefined
    }
    const placed = result.faults.flatMap(({ path, message }) => {
      const name = places.find((place) => place === path)
      return name ? [{ name, message }] : []
    })
    for (const { name, message } of placed) form.setError(name, { message }, { shouldFocus: true })
    return placed.length > 0 ? notSent : result
  }

  return (
    <div className="space-y-6">
      <RunForm
        {...options.run}
        id={id}
        defaults={request}
        onSubmit={save}
        onInvalid={() => void form.trigger()}
        onDirty={(next) => {
          isRunDirty.current = next
        }}
      >
        <TimeFields form={form} timeZones={options.timeZones} />
        <h2 className="border-t pt-4 font-medium sm:col-span-2">What to run</h2>
      </RunForm>
      {question}
      <div className="flex justify-end">
        <Button type="submit" form={id} disabled={pending}>
          {pending && <Spinner />} {submitLabel}
        </Button>
      </div>
    </div>
  )
}

export const ScheduleForm = withQueries(ScheduleFormContent)
