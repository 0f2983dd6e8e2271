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
  onClose: () => void
}

/** An alert dialog, open as long as it is there. When it closes, the focus goes back to what had it. */
export function AlertPanel(props: AlertPanelProps) {
  const [opener] = useState(() => document.activeElement)
  return (
    <Radix.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          className="bg-popover text-popover-foreground data-[state=open]:animate-in data-[state=open]:fade-in-0 fixed top-1/2 left-1/2 z-50 w-[calc(100%-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-xl border p-5 shadow-xl"
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (opener instanceof HTMLElement) opener.focus()
          }}
        >
          <Radix.Title className="text-base font-semibold">{props.title}</Radix.Title>
          <Radix.Description className="text-muted-foreground mt-1.5 text-sm text-pretty">
            {props.description}
          </Radix.Description>
          {props.error && (
            <p role="alert" className="text-failed mt-3 text-sm">
              {props.error}
            </p>
          )}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button variant="outline">{props.cancelLabel}</Button>
            </Radix.Cancel>
            {props.children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
