'use client'

import * as Radix from 'radix-ui/alert-dialog'
import { useState, useTransition, type ReactNode } from 'react'

import { Button } from '#components/ui/button.tsx'
import { overlayClass } from '#components/ui/dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'

export type ConfirmDialogProps = {
  /** the button that opens it */
  trigger: ReactNode
  title: string
  /** what will happen, and whether it can be undone */
  description: ReactNode
  confirmLabel: string
  destructive?: boolean
  /** an error text keeps the dialog open and shows it; nothing closes it */
  onConfirm: () => Promise<string | undefined>
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const [open, setOpen] = useState(false)
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()

  const confirm = () =>
    startTransition(async () => {
      const message = await props.onConfirm()
      setError(message)
      if (message === undefined) setOpen(false)
    })

  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content className="bg-popover text-popover-foreground data-[state=open]:animate-in data-[state=open]:fade-in-0 fixed top-1/2 left-1/2 z-50 w-[calc(100%-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-xl border p-5 shadow-xl">
          <Radix.Title className="text-base font-semibold">{props.title}</Radix.Title>
          <Radix.Description className="text-muted-foreground mt-1.5 text-sm text-pretty">
            {props.description}
          </Radix.Description>
          {error && (
            <p role="alert" className="text-failed mt-3 text-sm">
              {error}
            </p>
          )}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button variant="outline">Cancel</Button>
            </Radix.Cancel>
            <Button
              variant={props.destructive ? 'destructive' : 'primary'}
              disabled={pending}
              onClick={confirm}
            >
              {pending && <Spinner />}
              {props.confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
