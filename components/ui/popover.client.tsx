'use client'

import { Slot } from 'radix-ui/slot'
import { useId, useRef, useState, type ReactNode } from 'react'

import { lazyView, preloadOn } from '#components/lazy/lazy-view.client.tsx'
import type { PopoverPanelProps } from '#components/ui/popover-panel.client.tsx'

const PopoverPanel = lazyView(() =>
  import('#components/ui/popover-panel.client.tsx').then((view) => view.PopoverPanel),
)

export type PopoverProps = Omit<PopoverPanelProps, 'id' | 'anchor' | 'onClose'> & {
  /** the button that opens and closes it */
  trigger: ReactNode
}

/** A popover, fetched when it is first opened. */
export function Popover({ trigger, ...panel }: PopoverProps) {
  const id = useId()
  const button = useRef<HTMLElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Slot
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={open}
        {...(open && { 'aria-controls': id })}
        onClick={() => setOpen((isOpen) => !isOpen)}
        {...preloadOn(PopoverPanel)}
      >
        {trigger}
      </Slot>
      {open && <PopoverPanel {...panel} id={id} anchor={button} onClose={() => setOpen(false)} />}
    </>
  )
}
