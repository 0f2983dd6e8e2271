'use client'

import { useFormContext, useWatch } from 'react-hook-form'

import type { CaseForm, TurnKind } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

const kinds: Record<TurnKind, string> = {
  speech: 'Speaks',
  keys: 'Presses keys',
  silence: 'Keeps silent',
}

/** What the caller does in this turn: one of the three kinds, with the fields that this kind has. */
export function CallerFields({ index, tags }: { index: number; tags: string[] }) {
  const { register, control } = useFormContext<CaseForm>()
  const kind = useWatch({ control, name: `turns.${index}.kind` })
  return (
    <fieldset className="space-y-4">
      <legend className="sr-only">What the caller does</legend>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label="The caller">
          {(aria) => (
            <Select {...aria} {...register(`turns.${index}.kind`)}>
              {Object.entries(kinds).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {kind === 'keys' && <Keys index={index} />}
        {kind === 'silence' && <Silence index={index} />}
        {kind === 'speech' && index > 0 && <BargeIn index={index} />}
      </div>
      {kind === 'speech' && <Texts index={index} tags={tags} />}
    </fieldset>
  )
}

function Texts({ index, tags }: { index: number; tags: string[] }) {
  const { register, formState, getValues } = useFormContext<CaseForm>()
  const errors = formState.errors.turns?.[index]
  const recording = (tag: string) => getValues(`turns.${index}.audio.${tag}`)
  return (
    <div className="grid gap-3 lg:grid-cols-2">
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
    </div>
  )
}

function Keys({ index }: { index: number }) {
  const { register, formState } = useFormContext<CaseForm>()
  return (
    <Field
      label="Keys"
      required
      hint="0 to 9, A to D, * and #."
      error={formState.errors.turns?.[index]?.dtmf?.message}
    >
      {(aria) => (
        <Input
          {...aria}
          className="font-mono"
          spellCheck={false}
          autoCapitalize="characters"
          {...register(`turns.${index}.dtmf`)}
        />
      )}
    </Field>
  )
}

function Silence({ index }: { index: number }) {
  const { register, formState } = useFormContext<CaseForm>()
  return (
    <Field
      label="For how long"
      required
      hint="Milliseconds."
      error={formState.errors.turns?.[index]?.silence_ms?.message}
    >
      {(aria) => <Input {...aria} inputMode="numeric" {...register(`turns.${index}.silence_ms`)} />}
    </Field>
  )
}

function BargeIn({ index }: { index: number }) {
  const { register, formState, control } = useFormContext<CaseForm>()
  const after = useWatch({ control, name: `turns.${index}.barge_in_ms` })
  return (
    <>
      <Field
        label="Interrupts after"
        hint="Milliseconds into the previous reply. Empty: waits until it ends."
        error={formState.errors.turns?.[index]?.barge_in_ms?.message}
        className="sm:col-span-1 lg:col-span-2"
      >
        {(aria) => (
          <Input {...aria} inputMode="numeric" {...register(`turns.${index}.barge_in_ms`)} />
        )}
      </Field>
      {after.trim() !== '' && (
        <Field
          label="Only shows that they listen"
          hint="As “mhm” does: no answer is waited for."
          inline
          className="sm:col-span-2"
        >
          {(aria) => <Checkbox {...aria} {...register(`turns.${index}.backchannel`)} />}
        </Field>
      )}
    </>
  )
}
