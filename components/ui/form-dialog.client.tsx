'use client'

import { Slot } from 'radix-ui/slot'
import { useState, type ReactNode } from 'react'

import { lazyView, preloadOn } from '#components/lazy/lazy-view.client.tsx'
import type { FormPanelProps } from '#components/ui/form-panel.client.tsx'

const FormPanel = lazyView(() =>
  import('#components/ui/form-panel.client.tsx').then((view) => view.FormPanel),
)

export type FormDialogProps = Omit<FormPanelProps, 'onClose'> & {
  /** the button that opens it */
  trigger: (open: () => void) => ReactNode
}

/** A form in a dialog, fetched when it is first opened. */
export function FormDialog({ trigger, ...panel }: FormDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Slot {...preloadOn(FormPanel)}>{trigger(() => setOpen(true))}</Slot>
      {open && <FormPanel {...panel} onClose={() => setOpen(false)} />}
    </>
  )
}
