'use client'

import * as Radix from 'radix-ui/dialog'
import { useState, type ComponentProps } from 'react'

type DialogContentProps = Omit<
  ComponentProps<typeof Radix.Content>,
  'onCloseAutoFocus' | 'onInteractOutside'
>

/** A click at what is said at the edge of the screen must not close the dialog, and what was typed in it. */
function keepOpenForToasts(event: Event): void {
  if (event.target instanceof Element && event.target.closest('[data-sonner-toaster]'))
    event.preventDefault()
}

/** Gives the focus back to what had it: Radix does so only for its own trigger, and these dialogs have none. */
export function DialogContent(props: DialogContentProps) {
  const [opener] = useState(() => document.activeElement)
  return (
    <Radix.Content
      {...props}
      onInteractOutside={keepOpenForToasts}
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        if (opener instanceof HTMLElement) opener.focus()
      }}
    />
  )
}
