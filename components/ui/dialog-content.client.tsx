'use client'

import * as Radix from 'radix-ui/dialog'
import { useState, type ComponentProps } from 'react'

type DialogContentProps = Omit<ComponentProps<typeof Radix.Content>, 'onCloseAutoFocus'>

/** Gives the focus back to what had it: Radix does so only for its own trigger, and these dialogs have none. */
export function DialogContent(props: DialogContentProps) {
  const [opener] = useState(() => document.activeElement)
  return (
    <Radix.Content
      {...props}
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        if (opener instanceof HTMLElement) opener.focus()
      }}
    />
  )
}
