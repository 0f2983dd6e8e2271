'use client'

import { useId, useRef, type MouseEvent, type ReactNode } from 'react'

import { Button } from '#components/ui/button.tsx'

export type HeaderPopoverProps = {
  /** accessible name of the button */
  label: string
  icon: ReactNode
  children: ReactNode
}

/**
 * A panel under the right end of the top bar. The browser's own popover brings Escape, click outside and focus,
 * so that no page pays for a menu library.
 */
export function HeaderPopover({ label, icon, children }: HeaderPopoverProps) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const closeAfterChoice = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a, button'))
      panel.current?.hidePopover()
  }
  return (
    <>
      <Button variant="ghost" size="icon" aria-label={label} popoverTarget={id}>
        {icon}
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        aria-label={label}
        role="group"
        onClick={closeAfterChoice}
        className="bg-popover text-popover-foreground fixed inset-auto top-13 right-4 m-0 min-w-40 rounded-lg border p-1 shadow-lg sm:right-6"
      >
        {children}
      </div>
    </>
  )
}

export const headerItemClass =
  'hover:bg-accent aria-pressed:text-primary flex min-h-9 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm aria-pressed:font-medium [&_svg]:size-4 [&_svg]:shrink-0'
