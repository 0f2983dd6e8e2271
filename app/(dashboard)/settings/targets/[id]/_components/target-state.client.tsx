'use client'

import { updateTargetAction } from '#app/(dashboard)/settings/targets/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { textOf, useSubmit } from '#components/ui/use-submit.client.ts'

type TargetStateProps = {
  id: string
  isActive: boolean
  maxConcurrency: number | null
  maxCallsPerMinute: number | null
}

const limitOf = (data: FormData, name: string) => {
  const text = textOf(data, name)
  return text === '' ? null : Number(text)
}

export function TargetState({ id, isActive, ...limits }: TargetStateProps) {
  const { form, errors, pending, submit } = useSubmit(async (data) => {
    const input = {
      is_active: data.get('is_active') === 'on',
      max_concurrency: limitOf(data, 'max_concurrency'),
      max_calls_per_minute: limitOf(data, 'max_calls_per_minute'),
    }
    const result = await updateTargetAction({ id, input })
    if (result.ok) toast.success('Saved')
    return result
  })
  return (
    <form
      key={[isActive, limits.maxConcurrency, limits.maxCallsPerMinute].join()}
      ref={form}
      onSubmit={submit}
      className="space-y-4"
    >
      <Field
        label="Active"
        inline
        hint="An inactive target is not offered when a run is started."
        error={errors.is_active}
      >
        {(aria) => <Switch {...aria} name="is_active" defaultChecked={isActive} />}
      </Field>
      <Field
        label="Calls at once"
        hint="Across all workers. Empty: as many as the workers can handle."
        error={errors.max_concurrency}
      >
        {(aria) => (
          <Input
            {...aria}
            name="max_concurrency"
            type="number"
            min={1}
            max={10_000}
            defaultValue={limits.maxConcurrency ?? ''}
          />
        )}
      </Field>
      <Field
        label="Calls a minute"
        hint="Executions begun in any minute, over all workers. Empty: as many as there is room for."
        error={errors.max_calls_per_minute}
      >
        {(aria) => (
          <Input
            {...aria}
            name="max_calls_per_minute"
            type="number"
            min={1}
            max={600_000}
            defaultValue={limits.maxCallsPerMinute ?? ''}
          />
        )}
      </Field>
      <FieldError message={errors.root} />
      <Button type="submit" variant="outline" disabled={pending}>
        {pending && <Spinner />} Save
      </Button>
    </form>
  )
}
