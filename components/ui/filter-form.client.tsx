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

/**
 * Filters of a list, applied as they are typed or chosen and kept in the address. Without scripts it is a plain form with
 * a button.
 */
export function FilterForm({ action, label, values, className, children }: FilterFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isHydrated = useHydrated()
  const asked = JSON.stringify(values)

  useEffect(() => () => clearTimeout(timer.current), [])
  // A link that changes the address changes the fields, but never the one that is being typed in.
  useEffect(() => {
    for (const field of form.current?.elements ?? []) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue
      const value = (JSON.parse(asked) as Record<string, string>)[field.name]
      if (value !== undefined && field !== document.activeElement) field.value = value
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
    >
      {children}
      <Button type="submit" variant="outline" hidden={isHydrated}>
        Apply
      </Button>
    </Form>
  )
}
