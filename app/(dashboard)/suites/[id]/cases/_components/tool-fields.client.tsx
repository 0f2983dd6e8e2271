'use client'

import { useFormContext } from 'react-hook-form'

import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

/** What is expected of the tools that the voice AI calls in a turn. */
export function ToolFields({ index }: { index: number }) {
  const { register, formState } = useFormContext<CaseForm>()
  const error = formState.errors.turns?.[index]?.tools?.message
  const turn = `turns.${index}` as const
  return (
    <>
      <Field
        label="Tools"
        hint='A list of rules in JSON, as in a suite file: [{ "name": "book_table", "arguments": { "guests": 4 } }]'
        error={error}
        className="sm:col-span-2"
      >
        {(aria) => (
          <Textarea
            {...aria}
            rows={2}
            className="font-mono"
            spellCheck={false}
            {...register(`${turn}.tools`)}
          />
        )}
      </Field>
      <Field label="Tools are called in this order" inline>
        {(aria) => <Checkbox {...aria} {...register(`${turn}.tools_in_order`)} />}
      </Field>
      <Field label="No other tool is called" inline>
        {(aria) => <Checkbox {...aria} {...register(`${turn}.no_other_tools`)} />}
      </Field>
      <Field
        label="Claims that something was done"
        hint="Compared with what the tools did."
        className="sm:col-span-2"
      >
        {(aria) => (
          <Select {...aria} {...register(`${turn}.say_do`)}>
            <option value="">checked in turns with tools</option>
            <option value="yes">always checked</option>
            <option value="no">not checked</option>
          </Select>
        )}
      </Field>
    </>
  )
}
