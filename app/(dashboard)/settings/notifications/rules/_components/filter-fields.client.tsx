'use client'

import { Controller, useWatch } from 'react-hook-form'

import { canSucceed } from '#app/(dashboard)/settings/notifications/_lib/rule-texts.ts'
import { ConditionChoice } from '#app/(dashboard)/settings/notifications/rules/_components/condition-choice.tsx'
import { OutcomeChoice } from '#app/(dashboard)/settings/notifications/rules/_components/outcome-choice.client.tsx'
import type {
  RuleFieldsProps,
  RuleForm,
} from '#app/(dashboard)/settings/notifications/rules/_lib/rule-form-types.ts'
import { severityLooks } from '#components/defects/severity-badge.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { severities } from '#db/enums.ts'

const ladder = severities.toReversed()

/** What is worth a message. */
export function FilterFields({ form, asks }: RuleFieldsProps) {
  const { register, formState } = form
  const errors = formState.errors.config ?? {}
  const [event, condition] = useWatch({
    control: form.control,
    name: ['event', 'config.notify_on'],
  })
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {asks('notify_on') && (
        <ConditionChoice
          register={register('config.notify_on')}
          value={condition ?? 'change'}
          canSucceed={canSucceed(event)}
          className="sm:col-span-2"
        />
      )}
      {asks('outcomes') && canSucceed(event) && <OutcomeChoice form={form} />}
      {asks('severity_threshold') && (
        <Field
          label="Severity from"
          hint="The most severe case or defect in it counts."
          error={errors.severity_threshold?.message}
        >
          {(aria) => (
            <Select {...aria} {...register('config.severity_threshold')}>
              {ladder.map((severity) => (
                <option key={severity} value={severity}>
                  {severity === 'low' ? 'Low: everything' : severityLooks[severity].label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {asks('success_threshold') && <SuccessField form={form} />}
      {asks('backlog_threshold') && (
        <Field
          label="Open reviews"
          hint="Sent when this many wait, and again when fewer do."
          error={errors.backlog_threshold && 'A whole number, 1 or more'}
        >
          {(aria) => (
            <Input
              {...aria}
              type="number"
              min={1}
              max={1_000_000}
              {...register('config.backlog_threshold', { valueAsNumber: true })}
            />
          )}
        </Field>
      )}
      {asks('only_new_defects') && (
        <Field
          label="New defects only"
          inline
          hint="Not sent if every defect in it is already known."
          className="sm:col-span-2"
        >
          {(aria) => <Switch {...aria} {...register('config.only_new_defects')} />}
        </Field>
      )}
    </div>
  )
}

/** Kept as a share, asked in percent. */
function SuccessField({ form }: { form: RuleForm }) {
  return (
    <Controller
      control={form.control}
      name="config.success_threshold"
      render={({ field: { value, onChange, ...field }, fieldState }) => (
        <Field
          label="Success from"
          hint="Percent of judged executions that passed. A run below it has failed."
          error={fieldState.error && 'A number from 0 to 100'}
        >
          {(aria) => (
            <Input
              {...aria}
              {...field}
              type="number"
              min={0}
              max={100}
              step="any"
              defaultValue={Math.round((value ?? 1) * 10_000) / 100}
              onChange={(event) => onChange(event.target.valueAsNumber / 100)}
            />
          )}
        </Field>
      )}
    />
  )
}
