'use client'

import { Controller } from 'react-hook-form'

import type { RuleForm } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-form-types.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { RuleConfig } from '#lib/notifications/schema.ts'

type Outcome = NonNullable<RuleConfig['outcomes']>[number]

const choices: { value: Outcome; label: string }[] = [
  { value: 'success', label: 'Success' },
  { value: 'warning', label: 'Warning' },
  { value: 'failure', label: 'Failure' },
]

/** What a run may come to for a message; none chosen means that the condition above decides alone. */
export function OutcomeChoice({ form }: { form: RuleForm }) {
  return (
    <Controller
      control={form.control}
      name="config.outcomes"
      render={({ field: { value = [], onChange } }) => {
        const toggle = (outcome: Outcome, isOn: boolean) => {
          const now = choices.filter((one) =>
            one.value === outcome ? isOn : value.includes(one.value),
          )
          onChange(now.length === 0 ? undefined : now.map((one) => one.value))
        }
        return (
          <fieldset className="sm:col-span-2" aria-describedby="outcomes-hint">
            <legend className="text-sm leading-5 font-medium">Only runs that come to</legend>
            <div className="mt-1.5 flex flex-wrap gap-x-6 gap-y-2">
              {choices.map((choice) => (
                <label key={choice.value} className="flex items-center gap-2 text-sm">
                  <Checkbox
                    checked={value.includes(choice.value)}
                    onChange={(event) => toggle(choice.value, event.target.checked)}
                  />
                  {choice.label}
                </label>
              ))}
            </div>
            <p id="outcomes-hint" className="text-muted-foreground mt-1.5 text-xs">
              None chosen: the condition above decides. With On change, a change is sent as well.
            </p>
          </fieldset>
        )
      }}
    />
  )
}
