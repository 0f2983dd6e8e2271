'use client'

import { Plus, X } from 'lucide-react'
import { useFieldArray, useFormContext } from 'react-hook-form'

import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

export function EntityFields({ index }: { index: number }) {
  const { control, register, formState } = useFormContext<CaseForm>()
  const { fields, append, remove } = useFieldArray({ control, name: `turns.${index}.entities` })
  const error = formState.errors.turns?.[index]?.entities
  return (
    <fieldset className="min-w-0 space-y-1.5">
      <legend className="mb-1.5 text-sm leading-5 font-medium">Entities</legend>
      {fields.map((field, row) => (
        <div key={field.id} className="flex gap-1.5">
          <Input
            aria-label="Entity"
            placeholder="city"
            spellCheck={false}
            {...register(`turns.${index}.entities.${row}.name`)}
          />
          <Input
            aria-label="Value"
            placeholder="Toronto"
            {...register(`turns.${index}.entities.${row}.value`)}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label="Remove entity"
            onClick={() => remove(row)}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <FieldError message={error?.root?.message ?? error?.message} />
      <Button variant="outline" size="sm" onClick={() => append({ name: '', value: '' })}>
        <Plus aria-hidden /> Add entity
      </Button>
    </fieldset>
  )
}
