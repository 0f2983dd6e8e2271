'use client'

import { useRef } from 'react'
import { useFormContext } from 'react-hook-form'

import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { casePriorities, caseStatuses } from '#db/enums.ts'

const capital = (word: string) => word.replace(/^./, (first) => first.toUpperCase())

/** A key to start from: `Weather in Zürich?` becomes `weather-in-zurich`. */
const keyOf = (name: string) =>
  name
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 100)

export function CaseBasics({ isNew }: { isNew: boolean }) {
  const { register, formState, getValues, setValue } = useFormContext<CaseForm>()
  const { errors } = formState
  const suggested = useRef('')
  // The key follows the name until somebody writes a key of their own.
  const suggestKey = () => {
    if (!isNew || getValues('id') !== suggested.current) return
    suggested.current = keyOf(getValues('name'))
    setValue('id', suggested.current)
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field label="Name" required error={errors.name?.message} className="sm:col-span-2">
        {(aria) => (
          <Input
            {...aria}
            maxLength={200}
            autoFocus={isNew}
            {...register('name', { onChange: suggestKey })}
          />
        )}
      </Field>
      <Field
        label="Key"
        required
        hint={isNew ? 'Stable: imports update the case that has it.' : undefined}
        error={errors.id?.message}
        className="sm:col-span-2"
      >
        {(aria) => (
          <Input
            {...aria}
            maxLength={100}
            readOnly={!isNew}
            className="font-mono read-only:opacity-70"
            {...register('id')}
          />
        )}
      </Field>
      <Field label="Priority">
        {(aria) => (
          <Select {...aria} {...register('priority')}>
            {casePriorities.map((priority) => (
              <option key={priority} value={priority}>
                {capital(priority)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Status" hint="Only active cases are run.">
        {(aria) => (
          <Select {...aria} {...register('status')}>
            {caseStatuses.map((status) => (
              <option key={status} value={status}>
                {capital(status)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Tags"
        hint="Separated by commas."
        error={errors.tags?.message}
        className="sm:col-span-2"
      >
        {(aria) => <Input {...aria} {...register('tags')} />}
      </Field>
      <Field
        label="Description"
        error={errors.description?.message}
        className="sm:col-span-2 lg:col-span-4"
      >
        {(aria) => <Textarea {...aria} rows={2} {...register('description')} />}
      </Field>
      <Field
        label="End the conversation at the first turn that fails"
        inline
        className="sm:col-span-2 lg:col-span-4"
      >
        {(aria) => <Checkbox {...aria} {...register('stop_on_failure')} />}
      </Field>
    </div>
  )
}
