'use client'

import { useFormContext, useWatch } from 'react-hook-form'

import { EntityFields } from '#app/(dashboard)/suites/[id]/cases/_components/entity-fields.client.tsx'
import { ToolFields } from '#app/(dashboard)/suites/[id]/cases/_components/tool-fields.client.tsx'
import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

export function ExpectationFields({ index }: { index: number }) {
  const { register, formState, control } = useFormContext<CaseForm>()
  const errors = formState.errors.turns?.[index]
  const turn = `turns.${index}` as const
  const [kind, bargeIn, backchannel] = useWatch({
    control,
    name: [`${turn}.kind`, `${turn}.barge_in_ms`, `${turn}.backchannel`],
  })
  const breaksIn = kind === 'speech' && index > 0 && bargeIn.trim() !== ''
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {kind === 'silence' && (
        <Field label="The voice AI" error={errors?.reply?.message} className="sm:col-span-2">
          {(aria) => (
            <Select {...aria} {...register(`${turn}.reply`)}>
              <option value="">must say something</option>
              <option value="none">must keep silent</option>
              <option value="any">may speak or not</option>
            </Select>
          )}
        </Field>
      )}
      {breaksIn && backchannel && (
        <Field label="The voice AI must go on speaking" inline className="sm:col-span-2">
          {(aria) => <Checkbox {...aria} {...register(`${turn}.goes_on`)} />}
        </Field>
      )}
      {breaksIn && !backchannel && (
        <Field
          label="Stops speaking within"
          hint="Milliseconds after the caller interrupted."
          error={errors?.max_stop_ms?.message}
          className="sm:col-span-2"
        >
          {(aria) => <Input {...aria} inputMode="numeric" {...register(`${turn}.max_stop_ms`)} />}
        </Field>
      )}
      <Field label="Intent" error={errors?.intent?.message}>
        {(aria) => <Input {...aria} spellCheck={false} {...register(`${turn}.intent`)} />}
      </Field>
      <EntityFields index={index} />
      <Field label="Response contains" hint="One phrase a line." error={errors?.contains?.message}>
        {(aria) => <Textarea {...aria} rows={2} {...register(`${turn}.contains`)} />}
      </Field>
      <Field label="Response lacks" hint="One phrase a line." error={errors?.not_contains?.message}>
        {(aria) => <Textarea {...aria} rows={2} {...register(`${turn}.not_contains`)} />}
      </Field>
      <Field label="Response matches" hint="A regular expression." error={errors?.matches?.message}>
        {(aria) => (
          <Input
            {...aria}
            className="font-mono"
            spellCheck={false}
            {...register(`${turn}.matches`)}
          />
        )}
      </Field>
      <Field
        label="Response time at most"
        hint="Milliseconds, from the end of speech."
        error={errors?.max_ms?.message}
      >
        {(aria) => <Input {...aria} inputMode="numeric" {...register(`${turn}.max_ms`)} />}
      </Field>
      <Field
        label="Answer itself after at most"
        hint="Milliseconds, where it says “Let me check” first."
        error={errors?.final_answer_ms?.message}
      >
        {(aria) => <Input {...aria} inputMode="numeric" {...register(`${turn}.final_answer_ms`)} />}
      </Field>
      {kind === 'speech' && (
        <Field
          label="Pauses in the reply at most"
          hint="Milliseconds, 1200 or more."
          error={errors?.dead_air_ms?.message}
        >
          {(aria) => <Input {...aria} inputMode="numeric" {...register(`${turn}.dead_air_ms`)} />}
        </Field>
      )}
      {kind === 'speech' && <HeardFields index={index} />}
      <ToolFields index={index} />
      <Field label="The answer must be spoken" inline className="sm:col-span-2">
        {(aria) => <Checkbox {...aria} {...register(`${turn}.audio_required`)} />}
      </Field>
    </div>
  )
}

/** Limits on how wrong the voice AI may hear; of keys and silence it hears no words. */
function HeardFields({ index }: { index: number }) {
  const { register, formState } = useFormContext<CaseForm>()
  const errors = formState.errors.turns?.[index]
  const turn = `turns.${index}` as const
  return (
    <>
      <Field
        label="Word error rate at most, %"
        hint="10 allows one word in ten."
        error={errors?.wer_percent?.message}
      >
        {(aria) => <Input {...aria} inputMode="decimal" {...register(`${turn}.wer_percent`)} />}
      </Field>
      <Field
        label="Character error rate at most, %"
        hint="For languages without spaces."
        error={errors?.cer_percent?.message}
      >
        {(aria) => <Input {...aria} inputMode="decimal" {...register(`${turn}.cer_percent`)} />}
      </Field>
    </>
  )
}
