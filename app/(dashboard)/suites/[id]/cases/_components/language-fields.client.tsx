'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'

import { useVoices } from '#app/(dashboard)/suites/[id]/cases/_components/use-voices.client.ts'
import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { ListenButton } from '#components/audio/listen-button.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

export function LanguageFields() {
  const voices = useVoices()
  const { control, register, formState } = useFormContext<CaseForm>()
  const { fields, append, remove } = useFieldArray({ control, name: 'languages' })
  const languages = useWatch({ control, name: 'languages' })
  const errors = formState.errors.languages
  return (
    <div className="space-y-3">
      {fields.map((field, index) => {
        const { tag = '', voice = '' } = languages[index] ?? {}
        const sample = voices.sampleOf(voice, tag)
        return (
          <div key={field.id} className="flex flex-wrap items-start gap-2 sm:flex-nowrap">
            <Field
              label="Language"
              error={errors?.[index]?.tag?.message}
              className="min-w-0 flex-1 basis-full sm:max-w-48 sm:basis-0"
            >
              {(aria) => (
                <Input
                  {...aria}
                  placeholder="en-US"
                  spellCheck={false}
                  {...register(`languages.${index}.tag`)}
                />
              )}
            </Field>
            <Field label="Voice" className="min-w-0 flex-1 sm:max-w-64">
              {(aria) => (
                <>
                  <Input
                    {...aria}
                    list={`${aria.id}-voices`}
                    placeholder="default"
                    {...register(`languages.${index}.voice`)}
                  />
                  <datalist id={`${aria.id}-voices`}>
                    {voices.namesFor(tag).map((name) => (
                      <option key={name} value={name} />
                    ))}
                  </datalist>
                </>
              )}
            </Field>
            {/* Its place is kept while the voices are on their way, so that nothing moves under the pointer. */}
            <span className="mt-7.5 size-8 shrink-0">
              {sample !== null && (
                <ListenButton src={sample} label={`${voice || 'default'} in ${tag}`} />
              )}
            </span>
            <Button
              variant="ghost"
              size="icon"
              className="mt-6.5"
              aria-label={`Remove language ${tag}`}
              disabled={fields.length === 1}
              onClick={() => remove(index)}
            >
              <Trash2 aria-hidden />
            </Button>
          </div>
        )
      })}
      <FieldError message={errors?.root?.message ?? errors?.message} />
      <Button variant="outline" size="sm" onClick={() => append({ tag: '', voice: 'default' })}>
        <Plus aria-hidden /> Add language
      </Button>
    </div>
  )
}
