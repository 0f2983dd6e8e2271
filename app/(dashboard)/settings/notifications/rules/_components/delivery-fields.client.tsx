'use client'

import { useState } from 'react'
import { useController } from 'react-hook-form'

import type {
  RuleFieldsProps,
  RuleForm,
} from '#app/(dashboard)/settings/notifications/rules/_lib/rule-form-types.ts'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'

const threadings = [
  ['new', 'A message of its own each time'],
  ['reply', 'Replies to the first message'],
  ['update', 'Updates to the first message'],
] as const

const deliveries = [
  ['at_least_once', 'Send it again, with a note that says so'],
  ['at_most_once', 'Wait until somebody sends it again'],
] as const

/** How a message arrives. */
export function DeliveryFields({ form, asks }: RuleFieldsProps) {
  const { register, formState } = form
  const errors = formState.errors.config ?? {}
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Collect for"
        hint="Minutes after a message in which the next ones wait for one summary. 0: each goes at once."
        error={errors.batch_window_minutes && 'A whole number from 0 to 1440'}
      >
        {(aria) => (
          <Input
            {...aria}
            type="number"
            min={0}
            max={1_440}
            {...register('config.batch_window_minutes', { valueAsNumber: true })}
          />
        )}
      </Field>
      {asks('threading') && (
        <Field
          label="Follow-ups"
          hint="Where the channel cannot do it, each is a message of its own."
          error={errors.threading?.message}
        >
          {(aria) => (
            <Select {...aria} {...register('config.threading')}>
              {threadings.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field
        label="If it may not have arrived"
        hint="Slack webhooks and mail cannot tell a repeated message. A lost one is reported through another connection."
        error={errors.delivery?.message}
      >
        {(aria) => (
          <Select {...aria} {...register('config.delivery')}>
            {deliveries.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <MentionsField form={form} />
      {asks('include_metrics') && (
        <Field
          label="With metrics"
          inline
          hint="Adds latencies and shares to the message."
          className="sm:col-span-2"
        >
          {(aria) => <Switch {...aria} {...register('config.include_metrics')} />}
        </Field>
      )}
    </div>
  )
}

/** Several ids as one line of text. */
function MentionsField({ form }: { form: RuleForm }) {
  const { field, fieldState } = useController({ control: form.control, name: 'config.mentions' })
  const [text, setText] = useState((field.value ?? []).join(' '))
  const type = (typed: string) => {
    setText(typed)
    field.onChange(typed.split(/[\s,]+/).filter((id) => id !== ''))
  }
  return (
    <Field
      label="Mention"
      hint="Slack only: ids of people and groups, separated by spaces, such as U012AB3CD or S012AB3CD."
      error={fieldState.error && '20 ids at most, each of 100 characters at most'}
      className="sm:col-span-2"
    >
      {(aria) => (
        <Input
          {...aria}
          ref={field.ref}
          name={field.name}
          value={text}
          autoComplete="off"
          onBlur={field.onBlur}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Field>
  )
}
