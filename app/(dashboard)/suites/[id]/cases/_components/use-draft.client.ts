'use client'

import { useEffect, useState } from 'react'

/** Drafts live in the tab: they outlast a reload or a lost session, not the tab itself. */
function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // Storage is off or full: the guard before leaving still protects what was typed.
  }
}

export type Draft = {
  /** what an earlier visit left, as JSON text; null without one */
  found: string | null
  save: (value: unknown) => void
  drop: () => void
}

export function useDraft(key: string): Draft {
  const name = `earshot.draft.${key}`
  const [found, setFound] = useState<string | null>(null)

  useEffect(() => {
    // Storage exists in the browser only: the server's HTML must not depend on it.
    const frame = requestAnimationFrame(() => setFound(read(name)))
    return () => cancelAnimationFrame(frame)
  }, [name])

  return {
    found,
    save: (value) => write(name, JSON.stringify(value)),
    drop: () => {
      write(name, null)
      setFound(null)
    },
  }
}
