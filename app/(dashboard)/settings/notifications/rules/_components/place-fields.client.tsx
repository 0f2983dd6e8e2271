'use client'

import { eventTexts } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import { hasField } from '#app/(dashboard)/settings/notifications/_lib/rule-fields.ts'
import type { RuleForm } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-form-types.ts'
import type { RuleOptions } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-options.ts'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { notificationEvents } from '#db/enums.ts'
import type { RuleView } from '#lib/notifications/schema.ts'

type PlaceFieldsProps = { form: RuleForm; options: RuleOptions; event: RuleView['event'] }

/** What is told, to whom, and of which suite. */
export function PlaceFields({ form, options, event: chosen }: PlaceFieldsProps) {
  const { register, formState } = form
  const { errors } = formState
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Tell of"
        required
        hint={eventTexts[chosen].explanation}
        error={errors.event?.message}
      >
        {(aria) => (
          <Select {...aria} {...register('event')}>
            {notificationEvents.map((event) => (
              <option key={event} value={event}>
                {eventTexts[event].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Through" required error={errors.integration_id?.message}>
        {(aria) => (
          <Select {...aria} {...register('integration_id')}>
            {options.connections.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {hasField(chosen, 'suite') && (
        <Field
          label="Of"
          hint="A suite that has rules of its own for an event follows only them."
          error={errors.suite_id?.message}
          className="sm:col-span-2"
        >
          {(aria) => (
            <Select
              {...aria}
              {...register('suite_id', {
                setValueAs: (value: string | null) => (value === '' ? null : value),
              })}
            >
              <option value="">All suites</option>
              {options.suites.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </div>
  )
}
