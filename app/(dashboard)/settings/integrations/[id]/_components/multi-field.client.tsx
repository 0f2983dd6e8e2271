'use client'

import { useState, type ReactNode } from 'react'

import { Field } from '#components/ui/field.tsx'
import { MultiSelect, type Option } from '#components/ui/multi-select.client.tsx'

type MultiFieldProps = {
  name: string
  label: string
  hint?: ReactNode
  error: string | undefined
  required?: boolean
  placeholder: string
  options: Option[]
  initial: string[]
}

/** Several of a list, as form data: each choice is a value of `name`. What is gone from the list can be unticked. */
export function MultiField({ name, options, initial, placeholder, ...field }: MultiFieldProps) {
  const [value, setValue] = useState(initial)
  const gone = initial
    .filter((one) => options.every((option) => option.value !== one))
    .map((one) => ({ value: one, label: `${one} (not found)` }))
  return (
    <Field {...field}>
      {(aria) => (
        <>
          <MultiSelect
            {...aria}
            label={field.label}
            options={[...options, ...gone]}
            value={value}
            onChange={setValue}
            placeholder={placeholder}
          />
          {value.map((one) => (
            <input key={one} type="hidden" name={name} value={one} />
          ))}
        </>
      )}
    </Field>
  )
}
