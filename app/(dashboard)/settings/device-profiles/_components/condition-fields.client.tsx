'use client'

import { useState } from 'react'

import { NoiseRecordingField } from '#app/(dashboard)/settings/device-profiles/_components/noise-recording-field.client.tsx'
import { choiceText } from '#app/(dashboard)/settings/device-profiles/_lib/choice-texts.ts'
import type {
  ConditionForm,
  NoiseOption,
} from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import { schemaFields, type SchemaField } from '#components/settings-form/json-schema.ts'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'

type ConditionFieldsProps = {
  condition: ConditionForm
  /** settings of the condition; undefined when the profile lacks it */
  value: unknown
  used: boolean
  onUse: (used: boolean) => void
  noises: NoiseOption[]
  errors: Record<string, string>
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const number = (value: number) => value.toLocaleString('en').replace('-', '−')

function hintOf({ description, minimum, maximum, kind }: SchemaField): string | undefined {
  const range =
    kind === 'number' && minimum !== null && maximum !== null
      ? `${number(minimum)} to ${number(maximum)}`
      : null
  return [description, range].filter((text) => text !== null).join('. ') || undefined
}

/** One condition: a switch, and its settings while it is on. What was typed stays when it is switched off. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { condition, value, used, onUse, noises, errors } = props
  const scope = `settings.${condition.kind}`
  const fields = schemaFields(condition.schema, isRecord(value) ? value : {})
  const [kind, setKind] = useState(fields.find(({ name }) => name === 'kind')?.initial ?? '')
  const isShown = ({ name }: SchemaField) =>
    (name !== 'talkers' || kind === 'babble') && (name !== 'recording' || kind === 'recording')
  return (
    <fieldset className="min-w-0 rounded-md border px-4 py-3">
      <legend className="sr-only">{condition.label}</legend>
      <Field label={condition.label} inline error={errors[scope]}>
        {(aria) => (
          <Switch {...aria} checked={used} onChange={(event) => onUse(event.target.checked)} />
        )}
      </Field>
      <div className={used ? 'grid gap-4 pt-3 sm:grid-cols-2' : 'hidden'}>
        {fields.filter(isShown).map((field) =>
          field.name === 'recording' ? (
            <NoiseRecordingField
              key={field.name}
              name={`${scope}.recording`}
              initial={field.initial}
              noises={noises}
              error={errors[`${scope}.recording`]}
            />
          ) : (
            <Field
              key={field.name}
              label={field.label}
              hint={hintOf(field)}
              required={field.required}
              error={errors[`${scope}.${field.name}`]}
            >
              {(aria) =>
                field.kind === 'choice' ? (
                  <Select
                    {...aria}
                    name={`${scope}.${field.name}`}
                    defaultValue={field.initial}
                    onChange={(event) => {
                      if (field.name === 'kind') setKind(event.target.value)
                    }}
                  >
                    {field.initial === '' && <option value="">Choose</option>}
                    {field.choices.map((choice) => (
                      <option key={choice} value={choice}>
                        {choiceText(choice)}
                      </option>
                    ))}
                  </Select>
                ) : (
                  <Input
                    {...aria}
                    name={`${scope}.${field.name}`}
                    type="number"
                    step="any"
                    min={field.minimum ?? undefined}
                    max={field.maximum ?? undefined}
                    defaultValue={field.initial}
                  />
                )
              }
            </Field>
          ),
        )}
      </div>
    </fieldset>
  )
}
