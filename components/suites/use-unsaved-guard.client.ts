'use client'

import { useEffect } from 'react'

const keptAsDraft = 'Leave without saving? Your changes stay as a draft in this tab.'

/** Asks before the page is left with unsaved changes, by a link inside the application or out of it. */
export function useUnsavedGuard(dirty: boolean, question = keptAsDraft): void {
  useEffect(() => {
    if (!dirty) return
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey) return
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (
        !(link instanceof HTMLAnchorElement) ||
        link.target === '_blank' ||
        link.hasAttribute('download')
      )
        return
      const here = new URL(location.href)
      const there = new URL(link.href, here)
      if (there.pathname === here.pathname && there.search === here.search) return
      if (window.confirm(question)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('beforeunload', beforeUnload)
    document.addEventListener('click', onClick, true)
    return () => {
      window.removeEventListener('beforeunload', beforeUnload)
      document.removeEventListener('click', onClick, true)
    }
  }, [dirty, question])
}
