'use client'

import { CloudOff, X } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'

import { lostChunkNotice, reloadPage, setTyped } from '#components/lazy/lost-chunk.client.ts'
import { Button } from '#components/ui/button.tsx'

/** Searching and seeking leave nothing that a reload would lose. */
const keepsNothing = '[type=search], [type=range], [role=search] *'

function onInput({ target }: Event): void {
  if (target instanceof Element && !target.matches(keepsNothing)) setTyped(true)
}

/** Says that a part of the page did not arrive, and leaves it to the reader when to reload. */
export function LostChunkNotice() {
  const pathname = usePathname()
  const shown = useSyncExternalStore(
    lostChunkNotice.subscribe,
    lostChunkNotice.isShown,
    () => false,
  )
  useEffect(() => setTyped(false), [pathname])
  useEffect(() => {
    document.addEventListener('input', onInput, true)
    return () => document.removeEventListener('input', onInput, true)
  }, [])
  if (!shown) return null
  return (
    <div
      role="alert"
      className="bg-popover text-popover-foreground fixed inset-x-4 bottom-4 z-[60] mx-auto flex max-w-2xl flex-wrap items-center gap-3 rounded-lg border p-4 shadow-lg"
    >
      <CloudOff className="text-invalid size-5 shrink-0" aria-hidden />
      <div className="min-w-0 flex-[1_1_16rem] text-sm text-pretty">
        <p className="font-medium">A part of this page could not be loaded</p>
        <p className="text-muted-foreground">
          You may be offline, or Earshot was upgraded since this tab was opened. What you typed is
          still here: save or copy it, then reload.
        </p>
      </div>
      <Button onClick={reloadPage}>Reload</Button>
      <Button variant="ghost" size="icon-sm" aria-label="Close" onClick={lostChunkNotice.close}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
