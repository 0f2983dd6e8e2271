'use client'

import type { FormEvent } from 'react'

import { useFormSnapshot } from '#components/ui/form-snapshot.client.ts'
import { useAction } from '#components/ui/use-action.client.ts'
import { useFormErrors, type Errors } from '#components/ui/use-form-errors.client.ts'
import type { ActionResult, Refusal } from '#lib/platform/action-result.ts'

export type Submit = (data: FormData) => Promise<ActionResult>

const sentence = (text: string) => text.replace(/^./, (first) => first.toUpperCase())

/** A fault deep in a field is told at the field. */
function errorsOf({ message, faults }: Refusal): Errors {
  const errors: Errors = { root: message }
  for (const { path, message: fault } of faults)
    errors[/^[\w-]*/.exec(path)?.[0] || 'root'] = sentence(fault)
  return errors
}

/** Sends a form of plain fields to a server action, one at a time. What was typed stays until it succeeds. */
export function useSubmit(send: Submit, onDone?: () => void) {
  const { form, errors, show } = useFormErrors()
  const { isDirty, saved } = useFormSnapshot(form)
  const { run, pending } = useAction(send)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const result = await run(new FormData(event.currentTarget))
    show(result.ok ? {} : errorsOf(result))
    if (!result.ok) return
    form.current?.reset()
    saved()
    onDone?.()
  }
  return {
    form,
    errors,
    pending,
    /** whether something is typed that is not saved */
    isDirty: () => !pending && isDirty(),
    submit: (event: FormEvent<HTMLFormElement>) => void submit(event),
  }
}

/** The text of a form's field as it was typed, for passwords; empty without such a field. */
export function typedOf(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}

/** The text of a form's field, trimmed; empty without such a field. */
export const textOf = (data: FormData, name: string): string => typedOf(data, name).trim()
