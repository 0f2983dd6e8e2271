'use client'

import { useState, type FormEvent } from 'react'

import { AxisChoice } from '#app/(dashboard)/break-points/new/_components/axis-choice.tsx'
import { RangeFields } from '#app/(dashboard)/break-points/new/_components/range-fields.client.tsx'
import {
  mostLevels,
  readSearch,
  type SearchErrors,
  type SearchValues,
} from '#app/(dashboard)/break-points/new/_lib/read-search.ts'
import { withQueries } from '#components/api/queries.client.tsx'
import type { Axis, AxisRange } from '#components/robustness/axis-texts.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SearchSelect } from '#components/ui/search-select.client.tsx'
import { Select } from '#components/ui/select.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useFormErrors, type Errors } from '#components/ui/use-form-errors.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'
import { noiseKinds } from '#db/enums.ts'
import type { ActionResult, Refusal } from '#lib/platform/action-result.ts'
import { languageName } from '#lib/platform/format/language-name.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'
import type { CaseChoice, StartSearchInput } from '#lib/robustness/schema.ts'

type Choice = { value: string; label: string }

export type SearchFormProps = {
  axes: Record<Axis, AxisRange>
  targets: Choice[]
  deviceProfiles: Choice[]
  initial: { values: SearchValues; testCase: CaseChoice | null }
  onSearchCases: (text: string) => Promise<CaseChoice[]>
  /** on success the caller navigates to the search */
  onStart: (input: StartSearchInput) => Promise<ActionResult>
}

const rangeFields = ['from', 'to', 'tolerance']
const fields = new Set([
  ...['case_id', 'target', 'language', 'repetitions', 'noise', 'device_profile'],
  ...rangeFields,
])

/** What the server refuses, at the field where it is typed. */
function refusalErrors({ message, faults }: Refusal): Errors {
  const errors: Errors = {}
  for (const fault of faults) {
    const path = fault.path === 'device_profiles' ? 'device_profile' : fault.path
    if (fields.has(path)) errors[path] = fault.message.replace(/^./, (first) => first.toUpperCase())
  }
  return Object.keys(errors).length > 0 ? errors : { root: message }
}

const toOption = (testCase: CaseChoice) => ({
  ...testCase,
  value: testCase.id,
  label: testCase.name,
  detail: `${testCase.suite} · ${testCase.languages.join(', ')}`,
})

/** How many calls a search makes at most; nothing while the range cannot be read. */
function cost(values: SearchValues, axes: SearchFormProps['axes']): string | null {
  const read = readSearch({ ...values, case_id: 'any', target: 'any' }, axes)
  if ('errors' in read) return null
  const { from = 0, to = 0, tolerance = 1, repetitions = 3 } = read.input
  const levels = mostLevels({ from, to, tolerance })
  return `At most ${formatQuantity(levels, 'level')}, ${formatQuantity(levels * repetitions, 'call')}.`
}

function useSearchForm({ initial, axes, onStart }: SearchFormProps) {
  const [values, setValues] = useState(initial.values)
  const [testCase, setTestCase] = useState(initial.testCase)
  const { form, errors, show, forget } = useFormErrors()
  const { run, pending } = useAction(onStart)
  const isDirty = () => JSON.stringify(values) !== JSON.stringify(initial.values)
  const { question } = useUnsavedGuard(() => !pending && isDirty())
  const change = (changes: Partial<SearchValues>) => {
    setValues((now) => ({ ...now, ...changes }))
    forget(...Object.keys(changes), ...(changes.ranges || changes.axis ? rangeFields : []))
  }
  const changeCase = (next: CaseChoice | null) => {
    setTestCase(next)
    forget('case_id', 'language')
    setValues((now) => ({
      ...now,
      case_id: next?.id ?? '',
      language: next?.languages.includes(now.language) ? now.language : (next?.languages[0] ?? ''),
    }))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const read = readSearch(values, axes)
    if ('errors' in read) return show(read.errors)
    const answer = await run(read.input)
    if (!answer.ok) show(refusalErrors(answer))
  }
  return { form, values, testCase, errors, pending, question, change, changeCase, submit }
}

function SearchFormContent(props: SearchFormProps) {
  const { form, values, testCase, errors, pending, change, ...edit } = useSearchForm(props)
  const { axis, ranges } = values
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => void edit.submit(event)}
      className="grid gap-4 sm:grid-cols-2"
    >
      <Field label="Case" required error={errors['case_id']} className="sm:col-span-2">
        {(control) => (
          <SearchSelect
            control={control}
            queryKey="break-point-cases"
            value={testCase && toOption(testCase)}
            onChange={edit.changeCase}
            search={async (text) => (await props.onSearchCases(text)).map(toOption)}
            placeholder="Type a part of its name or of its suite's"
          />
        )}
      </Field>
      <Field label="Target" required error={errors['target']}>
        {(aria) => (
          <Select
            {...aria}
            value={values.target}
            onChange={({ target }) => change({ target: target.value })}
          >
            {props.targets.length === 0 && (
              <option value="">No target yet: add one in the settings</option>
            )}
            <Options choices={props.targets} />
          </Select>
        )}
      </Field>
      <Field label="Language" error={errors['language']}>
        {(aria) => (
          <Select
            {...aria}
            value={values.language}
            disabled={!testCase}
            onChange={({ target }) => change({ language: target.value })}
          >
            {!testCase && <option value="">Choose a case first</option>}
            {testCase?.languages.map((tag) => (
              <option key={tag} value={tag}>{`${languageName(tag)}, ${tag}`}</option>
            ))}
          </Select>
        )}
      </Field>
      <AxisChoice axes={props.axes} value={axis} onChange={(next) => change({ axis: next })} />
      <RangeFields
        axis={axis}
        range={props.axes[axis]}
        value={ranges[axis]}
        onChange={(range) => change({ ranges: { ...ranges, [axis]: range } })}
        errors={errors}
      />
      <Conditions {...{ values, change, errors }} profiles={props.deviceProfiles} />
      <FieldError message={errors['root']} />
      {edit.question}
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 sm:col-span-2">
        <p className="text-muted-foreground text-sm" aria-live="polite">
          {cost(values, props.axes)}
        </p>
        <Button type="submit" disabled={pending}>
          {pending && <Spinner />} Find the robustness threshold
        </Button>
      </div>
    </form>
  )
}

/** What to search, where, and how fine: the body of `POST /break-points`. */
export const SearchForm = withQueries(SearchFormContent)

const Options = ({ choices }: { choices: Choice[] }) =>
  choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))

type ConditionsProps = {
  values: SearchValues
  change: (changes: Partial<SearchValues>) => void
  errors: SearchErrors
  profiles: Choice[]
}

const noiseTexts: Record<SearchValues['noise'], string> = {
  babble: 'Babble: many people talking',
  pink: 'Pink: a café or a car, without words',
  white: 'White: an even hiss',
  brown: 'Brown: a deep rumble',
}

function Conditions({ values, change, errors, profiles }: ConditionsProps) {
  return (
    <>
      {values.axis === 'snr' && (
        <Field label="Noise" error={errors['noise']} className="sm:col-span-2">
          {(aria) => (
            <Select
              {...aria}
              value={values.noise}
              onChange={({ target }) =>
                change({ noise: noiseKinds.find((kind) => kind === target.value) ?? 'babble' })
              }
            >
              <Options choices={noiseKinds.map((value) => ({ value, label: noiseTexts[value] }))} />
            </Select>
          )}
        </Field>
      )}
      <Field
        label="Attempts per level"
        hint="An odd number: the majority decides whether a level passes."
        error={errors['repetitions']}
      >
        {(aria) => (
          <Input
            {...aria}
            inputMode="numeric"
            value={values.repetitions}
            onChange={({ target }) => change({ repetitions: target.value })}
          />
        )}
      </Field>
      <Field
        label="Device profile"
        hint="Conditions that stay the same at every level."
        error={errors['device_profile']}
      >
        {(aria) => (
          <Select
            {...aria}
            value={values.device_profile}
            onChange={({ target }) => change({ device_profile: target.value })}
          >
            <option value="">None: as it was spoken</option>
            <Options choices={profiles} />
          </Select>
        )}
      </Field>
    </>
  )
}
