'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useId } from 'react'
import { Controller, useForm, type Control } from 'react-hook-form'
import type { z } from 'zod'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.client.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { MultiSelect, type Option } from '#components/ui/multi-select.client.tsx'
import { Select } from '#components/ui/select.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { StartRunInput } from '#lib/runs/schema.ts'

import { ModeChoice } from './mode-choice.tsx'
import type { StartRunDialogProps } from './start-run-types.ts'

type Values = z.input<typeof StartRunInput>

const plain = (values: string[]) => values.map((value) => ({ value, label: value }))

export function StartRunDialog(props: StartRunDialogProps) {
  const id = useId()
  const { control, register, handleSubmit, setError, formState } = useForm<
    Values,
    unknown,
    StartRunInput
  >({
    resolver: zodResolver(StartRunInput),
    defaultValues: {
      suite_ids: props.defaults?.suite_ids ?? [],
      target: props.defaults?.target ?? props.targets[0]?.value ?? '',
      mode: 'voice',
      repetitions: 1,
      priority: 0,
      fail_on: 'any',
    },
  })
  const { errors, isSubmitting } = formState

  const start = handleSubmit(async (input) => {
    const result = await props.onStart(input)
    if (result.ok) props.onClose()
    else setError('root', { message: result.message })
  })

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Start run"
      description="Every case is run in each chosen language and device profile, as often as you say."
      footer={
        <>
          <Button variant="outline" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} disabled={isSubmitting}>
            {isSubmitting && <Spinner />} Start run
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        onSubmit={(event) => void start(event)}
        className="grid gap-4 sm:grid-cols-2"
      >
        <ListField
          control={control}
          name="suite_ids"
          label="Suites"
          required
          placeholder="Choose suites"
          options={props.suites}
          className="sm:col-span-2"
        />
        <Field label="Target" required error={errors.target?.message} className="sm:col-span-2">
          {(aria) => (
            <Select {...aria} {...register('target')}>
              {props.targets.length === 0 && (
                <option value="">No target yet: add one in the settings</option>
              )}
              {props.targets.map((target) => (
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
          options={plain(props.languages)}
        />
        <ListField
          control={control}
          name="device_profiles"
          label="Device profiles"
          hint="None chosen speaks over a clean line."
          placeholder="Clean line"
          options={plain(props.deviceProfiles)}
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
          hint="−10 to 10; higher runs first."
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
        <FieldError message={errors.root?.message} />
      </form>
    </Dialog>
  )
}

type ListFieldProps = {
  control: Control<Values, unknown, StartRunInput>
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
