'use client'

import { useEffect, type ReactNode } from 'react'
import { Controller, useForm, type Control } from 'react-hook-form'

import { lazyResolver } from '#components/lazy/lazy-resolver.client.ts'
import { ModeChoice } from '#components/runs/mode-choice.tsx'
import type { RunFormOutput, RunFormValues } from '#components/runs/run-form-schema.ts'
import { RunSize } from '#components/runs/run-size.client.tsx'
import type { RunOptions } from '#components/runs/start-run-types.ts'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { MultiSelect, type Option } from '#components/ui/multi-select.client.tsx'
import { Select } from '#components/ui/select.tsx'
import type { Refusal } from '#lib/platform/action-result.ts'
import type { StartRunInput } from '#lib/runs/schema.ts'

type RunFormProps = RunOptions & {
  /** of the form element, for a button that stands outside */
  id: string
  /** the only suite and the only target are chosen without being asked for */
  defaults: Partial<StartRunInput>
  /** answers what is wrong, if anything, by field where it is known */
  onSubmit: (input: StartRunInput) => Promise<Pick<Refusal, 'message' | 'faults'> | undefined>
  /** called when the fields of the run are at fault, so that others can say what is wrong with theirs */
  onInvalid?: () => void
  /** told whenever it begins to differ from what is saved, and when it no longer does */
  onDirty?: (isDirty: boolean) => void
  /** more fields, before those of the run */
  children?: ReactNode
}

/** Fields that show what is wrong with them. */
const shown = ['suite_ids', 'target', 'languages', 'device_profiles', 'repetitions'] as const

/** What is to be said at each field, all faults of a field together. */
const byField = ({ faults }: Pick<Refusal, 'faults'>) =>
  shown.flatMap((field) => {
    const own = faults.filter(({ path }) => path === field).map(({ message }) => message)
    return own.length === 0 ? [] : [{ field, message: `${own.join('; ')}.` }]
  })

const resolver = lazyResolver(
  async () => (await import('#components/runs/run-form-resolver.ts')).runFormResolver,
)

const plain = (values: string[]) => values.map((value) => ({ value, label: value }))

/** What may be chosen without asking: there is nothing else to choose. */
const onlyOne = (options: Option[]) => (options.length === 1 ? (options[0]?.value ?? null) : null)

/** What to run, where, and how: the body of `POST /runs`. */
export function RunForm({ id, defaults, onSubmit, children, ...props }: RunFormProps) {
  const { onInvalid, onDirty, ...options } = props
  const suite = onlyOne(options.suites)
  const { control, register, handleSubmit, setError, reset, getValues, formState } = useForm<
    RunFormValues,
    unknown,
    RunFormOutput
  >({
    resolver,
    defaultValues: {
      target: onlyOne(options.targets) ?? '',
      mode: 'voice',
      repetitions: 1,
      priority: 0,
      fail_on: 'any',
      order: 'parallel',
      ...defaults,
      suite_ids: defaults.suite_ids ?? (suite === null ? [] : [suite]),
    },
  })
  const { errors, isDirty } = formState
  useEffect(() => onDirty?.(isDirty), [isDirty, onDirty])

  const submit = handleSubmit(
    async (input) => {
      const refusal = await onSubmit(input)
      if (refusal === undefined) return reset(getValues())
      const fields = byField(refusal)
      for (const [at, { field, message }] of fields.entries())
        setError(field, { message }, { shouldFocus: at === 0 })
      if (fields.length === 0) setError('root', { message: refusal.message })
    },
    () => onInvalid?.(),
  )

  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid gap-4 sm:grid-cols-2"
    >
      {children}
      <ListField
        control={control}
        name="suite_ids"
        label="Suites"
        required
        placeholder="Choose suites"
        options={options.suites}
        className="sm:col-span-2"
      />
      <Field label="Target" required error={errors.target?.message} className="sm:col-span-2">
        {(aria) => (
          <Select {...aria} {...register('target')}>
            {options.targets.length !== 1 && (
              <option value="">
                {options.targets.length === 0
                  ? 'No target yet: add one in the settings'
                  : 'Choose a target'}
              </option>
            )}
            {options.targets.map((target) => (
              <option key={target.value} value={target.value}>
                {target.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ModeChoice register={register('mode')} className="sm:col-span-2" />
      <ListField
        control={control}
        name="languages"
        label="Languages"
        hint="None chosen runs all."
        placeholder="All"
        options={plain(options.languages)}
      />
      <ListField
        control={control}
        name="device_profiles"
        label="Device profiles"
        hint="Each case is spoken through each of them."
        placeholder="Clean: as it was spoken"
        options={options.deviceProfiles}
      />
      <Field label="Repetitions" error={errors.repetitions?.message}>
        {(aria) => (
          <Input
            {...aria}
            type="number"
            min={1}
            max={1000}
            {...register('repetitions', { valueAsNumber: true })}
          />
        )}
      </Field>
      <Field
        label="Priority"
        hint="From −10 to 10. When several runs wait, the highest number starts first."
        error={errors.priority?.message}
      >
        {(aria) => (
          <Input
            {...aria}
            type="number"
            min={-10}
            max={10}
            {...register('priority', { valueAsNumber: true })}
          />
        )}
      </Field>
      <Field
        label="Order"
        hint="Many at once is faster. One after the other keeps the order of the cases, even with several workers."
        error={errors.order?.message}
        className="sm:col-span-2"
      >
        {(aria) => (
          <Select {...aria} {...register('order')}>
            <option value="parallel">Many at once</option>
            <option value="sequential">One after the other</option>
          </Select>
        )}
      </Field>
      <RunSize control={control} suites={options.suites} />
      <FieldError message={errors.root?.message} />
    </form>
  )
}

type ListFieldProps = {
  control: Control<RunFormValues, unknown, RunFormOutput>
  name: 'suite_ids' | 'languages' | 'device_profiles'
  label: string
  hint?: string
  placeholder: string
  options: Option[]
  required?: boolean
  className?: string
}

/** Several of a list; an empty choice is left out of the request. */
function ListField({ control, name, label, placeholder, options, ...field }: ListFieldProps) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange }, fieldState }) => (
        <Field label={label} error={fieldState.error?.message} {...field}>
          {(aria) => (
            <MultiSelect
              {...aria}
              label={label}
              options={options}
              value={value ?? []}
              onChange={(next) => onChange(next.length > 0 ? next : undefined)}
              placeholder={placeholder}
            />
          )}
        </Field>
      )}
    />
  )
}
