'use client'

import { useFormContext } from 'react-hook-form'

import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

import type { CaseForm } from './case-form.ts'
import { ExpectationFields } from './expectation-fields.client.tsx'

export type TurnFieldsProps = { index: number; /** languages of the case */ tags: string[] }

/** What the caller says, language by language, and what is expected of the answer. */
export function TurnFields({ index, tags }: TurnFieldsProps) {
  const { register, formState, getValues } = useFormContext<CaseForm>()
  const errors = formState.errors.turns?.[index]
  const recording = (tag: string) => getValues(`turns.${index}.audio.${tag}`)
  return (
    <div className="space-y-5">
      <fieldset className="grid gap-3 lg:grid-cols-2">
        <legend className="text-muted-foreground pb-1 text-xs font-medium">The caller says</legend>
        {tags.map((tag) => (
          <Field
            key={tag}
            label={tag}
            error={errors?.say?.[tag]?.message}
            hint={
              recording(tag)
                ? `Spoken from the recording ${recording(tag)}; the text is what it says.`
                : undefined
            }
          >
            {(aria) => (
              <Textarea
                {...aria}
                lang={tag}
                rows={1}
                className="min-h-9"
                {...register(`turns.${index}.say.${tag}`)}
              />
            )}
          </Field>
        ))}
      </fieldset>
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
