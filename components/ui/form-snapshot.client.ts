'use client'

import { useEffect, useRef, type RefObject } from 'react'

/** Everything that a form holds, as one text. A file counts by its name and size. */
function formText(form: HTMLFormElement): string {
  const entries = [...new FormData(form)].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `${value.name} ${value.size}`,
  ])
  return JSON.stringify(entries)
}

/** Whether a form of plain fields holds something else than when it was shown or saved. */
export function useFormSnapshot(form: RefObject<HTMLFormElement | null>) {
  const began = useRef<string>(null)
  const saved = () => {
    began.current = form.current && formText(form.current)
  }
  useEffect(() => {
    began.current = form.current && formText(form.current)
  }, [form])
  return {
    isDirty: () => form.current !== null && formText(form.current) !== began.current,
    saved,
  }
}
