'use client'

import { Slot } from 'radix-ui/slot'
import { useState, type ReactNode } from 'react'

import { lazyView, preloadOn } from '#components/lazy/lazy-view.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'

const AlertPanel = lazyView(() =>
  import('#components/ui/alert-panel.client.tsx').then((view) => view.AlertPanel),
)

export type ConfirmDialogProps<Data> = {
  /** the button that opens it; without one it is open until `onClose` */
  trigger?: ReactNode
  onClose?: () => void
  title: string
  /** what will happen, and whether it can be undone */
  description: ReactNode
  confirmLabel: string
  destructive?: boolean
  onConfirm: () => Promise<ActionResult<Data>>
  /** said at the edge of the screen when it is done */
  done?: string | ((data: Data) => string)
}

/** Asks before something is done. A refusal is said in the dialog, which stays open. Fetched when it is first opened. */
export function ConfirmDialog<Data>(props: ConfirmDialogProps<Data>) {
  const [open, setOpen] = useState(props.trigger === undefined)
  const change = (next: boolean) => {
    setOpen(next)
    reset()
    if (!next) props.onClose?.()
  }
  const { run, pending, error, reset } = useAction(() => props.onConfirm(), {
    ...(props.done !== undefined && { done: props.done }),
    onDone: () => change(false),
  })

  return (
    <>
      {props.trigger !== undefined && (
        <Slot
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => change(true)}
          {...preloadOn(AlertPanel)}
        >
          {props.trigger}
        </Slot>
      )}
      {open && (
        <AlertPanel
          title={props.title}
          description={props.description}
          error={error}
          cancelLabel="Cancel"
          onClose={() => change(false)}
        >
          <Button
            variant={props.destructive ? 'destructive' : 'primary'}
            disabled={pending}
            onClick={() => void run(undefined)}
          >
            {pending && <Spinner />}
            {props.confirmLabel}
          </Button>
        </AlertPanel>
      )}
    </>
  )
}
