'use client'

import { useForm, useWatch } from 'react-hook-form'

import {
  fittingConfig,
  hasField,
} from '#app/(dashboard)/settings/notifications/_lib/rule-fields.ts'
import { DeliveryFields } from '#app/(dashboard)/settings/notifications/rules/_components/delivery-fields.client.tsx'
import { FilterFields } from '#app/(dashboard)/settings/notifications/rules/_components/filter-fields.client.tsx'
import { PlaceFields } from '#app/(dashboard)/settings/notifications/rules/_components/place-fields.client.tsx'
import { QuietFields } from '#app/(dashboard)/settings/notifications/rules/_components/quiet-fields.client.tsx'
import type {
  RuleInput,
  RuleValues as Values,
} from '#app/(dashboard)/settings/notifications/rules/_lib/rule-form-types.ts'
import type { RuleOptions } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-options.ts'
import { lazyResolver } from '#components/lazy/lazy-resolver.client.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'
import type { RuleConfig, RuleView } from '#lib/notifications/schema.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'

export type RuleDraft = Pick<RuleView, 'event' | 'config'> & {
  integration_id: string
  suite_id: string | null
}

type RuleFormProps = {
  options: RuleOptions
  initial: RuleDraft
  submitLabel: string
  onSave: (input: Values) => Promise<ActionResult>
}

const resolver = lazyResolver(
  async () =>
    (await import('#app/(dashboard)/settings/notifications/rules/_lib/rule-resolver.ts'))
      .ruleResolver,
)

type Place = 'event' | 'integration_id' | 'suite_id'

const placeOf = (path: string) =>
  (['event', 'integration_id', 'suite_id'] as const).find((name): name is Place => name === path)

/** What an event has no use for is neither asked nor kept. */
function fitting(input: RuleInput) {
  const suite_id = hasField(input.event, 'suite') ? input.suite_id : null
  const config = fittingConfig(input.event, input.config)
  return { ...input, suite_id, config }
}

/** Everything about a rule but whether it is on; asks only what matters to its event. */
export function RuleForm({ options, initial, submitLabel, onSave }: RuleFormProps) {
  const form = useForm<Values, unknown, RuleInput>({
    resolver,
    defaultValues: initial,
  })
  const { errors, isDirty } = form.formState
  const event = useWatch({ control: form.control, name: 'event' })
  const asks = (field: keyof RuleConfig) => hasField(event, field)

  const { run, pending } = useAction(onSave)
  const { question } = useUnsavedGuard(() => !pending && isDirty)

  const save = form.handleSubmit(async (input) => {
    const result = await run(fitting(input))
    if (result.ok) return form.reset(form.getValues())
    form.setError('root', { message: result.message })
    for (const { path, message } of result.faults) {
      const place = placeOf(path)
      if (place) form.setError(place, { message }, { shouldFocus: true })
    }
  })

  return (
    <form noValidate onSubmit={(submitted) => void save(submitted)} className="space-y-6">
      <PlaceFields form={form} options={options} event={event} />
      <FilterFields form={form} asks={asks} />
      <DeliveryFields form={form} asks={asks} />
      {asks('quiet_hours') && <QuietFields form={form} timeZones={options.timeZones} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <FieldError message={errors.root?.message} />
        {question}
        <Button type="submit" disabled={pending}>
          {pending && <Spinner />} {submitLabel}
        </Button>
      </div>
    </form>
  )
}
