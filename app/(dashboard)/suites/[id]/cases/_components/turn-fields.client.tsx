'use client'

import { useFormContext } from 'react-hook-form'

import { CallerFields } from '#app/(dashboard)/suites/[id]/cases/_components/caller-fields.client.tsx'
import { ExpectationFields } from '#app/(dashboard)/suites/[id]/cases/_components/expectation-fields.client.tsx'
import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

export type TurnFieldsProps = { index: number; /** languages of the case */ tags: string[] }

/** What the caller does, and what is expected of the answer. */
export function TurnFields({ index, tags }: TurnFieldsProps) {
  const { register, formState } = useFormContext<CaseForm>()
  const errors = formState.errors.turns?.[index]
  return (
    <div className="space-y-5">
      <CallerFields index={index} tags={tags} />
      <fieldset className="space-y-4 border-t pt-4">
        <legend className="sr-only">Expected of the answer</legend>
        <p className="text-muted-foreground text-xs font-medium" aria-hidden>
          Expected of the answer
        </p>
        <div className="grid gap-4 lg:grid-cols-2">
          {tags.map((tag) => (
            <Field
              key={tag}
              label={`Response like (${tag})`}
              error={errors?.similar_to?.[tag]?.message}
            >
              {(aria) => (
                <Input {...aria} lang={tag} {...register(`turns.${index}.similar_to.${tag}`)} />
              )}
            </Field>
          ))}
        </div>
        <ExpectationFields index={index} />
      </fieldset>
    </div>
  )
}
