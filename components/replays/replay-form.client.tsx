'use client'

import { useId, useState, type FormEvent, type ReactNode } from 'react'

import { readPolicyForm, toPolicyForm } from '#components/policies/policy-form.ts'
import {
  SettingsFields,
  type ValidatorOption,
} from '#components/policies/settings-fields.client.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useFormErrors } from '#components/ui/use-form-errors.client.ts'
import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'

export type ReplayRequest = { policy?: PolicySettings; note: string }

export type ReplayFormProps = {
  /** of the form, for a button elsewhere */
  id: string
  /** what a draft starts from */
  settings: PolicySettings
  validators: ValidatorOption[]
  /** may apply a draft later on; others may look what it would change */
  mayApplyDraft: boolean
  /** on success the caller navigates to the replay */
  onStart: (request: ReplayRequest) => Promise<ActionResult>
  onPending: (pending: boolean) => void
  /** fields that come first */
  children?: ReactNode
}

const choices = [
  {
    draft: false,
    label: 'The policies in force',
    detail: 'What Earshot would say today of what it heard then.',
  },
  {
    draft: true,
    label: 'A draft',
    detail: 'Other settings, tried on stored evidence before anybody saves them.',
  },
]

function PolicyChoice({ draft, onChange }: { draft: boolean; onChange: (draft: boolean) => void }) {
  const name = useId()
  return (
    <fieldset className="space-y-2">
      <legend className="text-sm font-medium">Judge by</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {choices.map((choice) => (
          <label
            key={choice.label}
            className="has-checked:border-primary has-checked:bg-accent/60 flex cursor-pointer items-start gap-2.5 rounded-md border p-3 text-sm"
          >
            <input
              type="radio"
              name={name}
              className="accent-primary mt-0.5 size-4 shrink-0"
              checked={draft === choice.draft}
              onChange={() => onChange(choice.draft)}
            />
            <span>
              <span className="block font-medium">{choice.label}</span>
              <span className="text-muted-foreground block text-xs text-pretty">
                {choice.detail}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** By which policy stored executions are judged again, and why. */
export function ReplayForm(props: ReplayFormProps) {
  const { settings, validators, mayApplyDraft } = props
  const [isDraft, setDraft] = useState(false)
  const [form, setForm] = useState(() => toPolicyForm(settings))
  const [note, setNote] = useState('')
  const { form: element, errors, show } = useFormErrors()
  const { run, pending } = useAction(props.onStart)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (pending) return
    const read = isDraft ? readPolicyForm(form, settings) : null
    if (read && 'errors' in read) return show(read.errors)
    show({})
    props.onPending(true)
    const result = await run({ ...(read && { policy: read.settings }), note })
    props.onPending(false)
    if (!result.ok)
      show({ root: [result.message, result.faults[0]?.message].filter(Boolean).join(': ') })
  }

  return (
    <form
      ref={element}
      id={props.id}
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid gap-5"
    >
      {props.children}
      <PolicyChoice draft={isDraft} onChange={setDraft} />
      {isDraft && (
        <div className="space-y-4 rounded-md border p-4">
          {!mayApplyDraft && (
            <p className="text-muted-foreground text-sm">
              You may look at what a draft would change; an administrator may apply it.
            </p>
          )}
          <SettingsFields form={form} errors={errors} validators={validators} onChange={setForm} />
        </div>
      )}
      <Field label="Why?" hint="Kept with the replay, and with every verdict that it changes.">
        {(control) => (
          <Input
            {...control}
            maxLength={1_000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
      <FieldError message={errors['root']} />
    </form>
  )
}
