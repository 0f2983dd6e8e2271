'use client'

import { useEffect, useRef, useState } from 'react'

/** Errors by field name; `root` is about the form as a whole. */
export type Errors = Record<string, string>

/** The first field at fault, taken out of any part of the form that is folded away. */
function focusFirstFault(form: HTMLElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (!field) return
  for (
    let part = field.closest('details');
    part;
    part = part.parentElement?.closest('details') ?? null
  )
    part.open = true
  field.focus()
}

/** Errors of a form. Showing some moves the focus to the first field at fault, once it is marked. */
export function useFormErrors<F extends HTMLElement = HTMLFormElement>() {
  const form = useRef<F>(null)
  const [errors, setErrors] = useState<Errors>({})
  const [shown, setShown] = useState(0)
  useEffect(() => {
    if (shown > 0) focusFirstFault(form.current)
  }, [shown])
  return {
    /** of the form's element */
    form,
    errors,
    show: (next: Errors) => {
      setErrors(next)
      if (Object.keys(next).length > 0) setShown((count) => count + 1)
    },
    /** a field that is being mended is no longer marked */
    forget: (...names: string[]) =>
      setErrors((now) =>
        Object.fromEntries(Object.entries(now).filter(([name]) => !names.includes(name))),
      ),
  }
}
