'use client'

import { useState, useTransition, type FormEvent } from 'react'

type Answer = { ok: true } | { ok: false; message: string; faults?: Fault[] }
type Fault = { path: string; message: string }

export type Errors = Record<string, string>
export type Submit = (data: FormData) => Promise<Answer>

const sentence = (text: string) => text.replace(/^./, (first) => first.toUpperCase())

/** Errors by field name; `root` is about the form as a whole. A fault deep in a field is told at the field. */
function toErrors(message: string, faults: Fault[]): Errors {
  const errors: Errors = { root: message }
  for (const { path, message: fault } of faults)
    errors[/^[\w-]*/.exec(path)?.[0] || 'root'] = sentence(fault)
  return errors
}

/** Sends a form to a server action, one at a time. What was typed stays until it succeeds. */
export function useSubmit(send: Submit, onDone?: () => void) {
  const [errors, setErrors] = useState<Errors>({})
  const [pending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    startTransition(async () => {
      const answer = await send(data)
      setErrors(answer.ok ? {} : toErrors(answer.message, answer.faults ?? []))
      if (!answer.ok) return
      form.reset()
      onDone?.()
    })
  }
  return { errors, pending, submit }
}

/** The text of a form's field, trimmed; empty without such a field. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
