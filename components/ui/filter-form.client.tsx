'use client'

import Form from 'next/form'
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react'

import { Button } from '#components/ui/button.tsx'
import { useHydrated } from '#components/ui/use-hydrated.client.ts'

type FilterFormProps = {
  /** the address of the list */
  action: string
  /** what is filtered */
  label: string
  /** what the address asks for, by field */
  values: Record<string, string>
  className: string
  children: ReactNode
}

/** ms without a key; a choice is applied at once */
const typingPause = 300

const isTyped = (field: EventTarget) =>
  field instanceof HTMLInputElement && ['text', 'search'].includes(field.type)

type Control = HTMLInputElement | HTMLSelectElement

const controlsOf = (form: HTMLFormElement | null): Control[] =>
  [...(form?.elements ?? [])].filter(
    (field) => field instanceof HTMLInputElement || field instanceof HTMLSelectElement,
  )

/** What the fields say, as the address would say it. */
function saidBy(form: HTMLFormElement | null, asked: string): string {
  const said = JSON.parse(asked) as Record<string, string>
  for (const { name, value } of controlsOf(form)) if (name in said) said[name] = value
  return JSON.stringify(said)
}

/** Lets the fields say what the address asks for, but for the one that is being typed in. */
function showAsked(form: HTMLFormElement | null, asked: string): void {
  const values = JSON.parse(asked) as Record<string, string>
  for (const field of controlsOf(form)) {
    const value = values[field.name]
    if (value !== undefined && field !== document.activeElement) field.value = value
  }
}

/**
 * Filters of a list, applied as they are typed or chosen and kept in the address. Without scripts it is a plain form with
 * a button.
 */
export function FilterForm({ action, label, values, className, children }: FilterFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** what was asked for and has not arrived yet, in its order; null before the page can be used */
  const sent = useRef<string[] | null>(null)
  const isHydrated = useHydrated()
  const asked = JSON.stringify(values)

  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    const before = sent.current
    if (before === null) {
      sent.current = []
      // Chosen before the page could be used.
      if (saidBy(form.current, asked) !== asked) form.current?.requestSubmit()
      return
    }
    // An answer to one of our own questions leaves the fields alone: they may say more by now.
    const place = before.indexOf(asked)
    sent.current = before.slice(place + 1)
    if (place < 0) {
      sent.current = []
      showAsked(form.current, asked)
    }
  }, [asked])

  const onChange = ({ currentTarget, target }: FormEvent<HTMLFormElement>) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(
      () => currentTarget.requestSubmit(),
      isTyped(target) ? typingPause : 0,
    )
  }
  return (
    <Form
      ref={form}
      action={action}
      replace
      scroll={false}
      role="search"
      aria-label={label}
      className={className}
      onChange={onChange}
      onSubmit={({ currentTarget }) => sent.current?.push(saidBy(currentTarget, asked))}
    >
      {children}
      <Button type="submit" variant="outline" hidden={isHydrated}>
        Apply
      </Button>
    </Form>
  )
}
