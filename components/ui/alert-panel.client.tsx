'use client'

import * as Radix from 'radix-ui/alert-dialog'
import { useState, type ReactNode } from 'react'

import { Button } from '#components/ui/button.tsx'
import { overlayClass } from '#components/ui/dialog.client.tsx'

type AlertPanelProps = {
  title: string
  description: ReactNode
  error?: string | undefined
  cancelLabel: string
  /** the button that goes on */
  children: ReactNode
}

/** The question of an alert dialog. When it closes, the focus goes back to what had it. */
export function AlertPanel(props: AlertPanelProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Content {...props} />
    </Radix.Portal>
  )
}

/** Made only while the dialog is open, so that it finds what had the focus when it was opened. */
function Content({ title, description, error, cancelLabel, children }: AlertPanelProps) {
  const [opener] = useState(() => document.activeElement)
  return (
    <Radix.Content
      className="bg-popover text-popover-foreground data-[state=open]:animate-in data-[state=open]:fade-in-0 fixed top-1/2 left-1/2 z-50 w-[calc(100%-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-xl border p-5 shadow-xl"
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        if (opener instanceof HTMLElement) opener.focus()
      }}
    >
      <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
      <Radix.Description className="text-muted-foreground mt-1.5 text-sm text-pretty">
        {description}
      </Radix.Description>
      {error && (
        <p role="alert" className="text-failed mt-3 text-sm">
          {error}
        </p>
      )}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Radix.Cancel asChild>
          <Button variant="outline">{cancelLabel}</Button>
        </Radix.Cancel>
        {children}
      </div>
    </Radix.Content>
  )
}
