'use client'

import * as Radix from 'radix-ui/alert-dialog'

import { AlertPanel } from '#components/ui/alert-panel.client.tsx'
import { Button } from '#components/ui/button.tsx'

type LeaveDialogProps = {
  /** what becomes of the changes */
  consequence: string
  onStay: () => void
  onLeave: () => void
}

/** Asks whether to leave a form with changes that are not saved. */
export function LeaveDialog({ consequence, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onStay()}>
      <AlertPanel title="Leave without saving?" description={consequence} cancelLabel="Stay">
        <Button variant="destructive" onClick={onLeave}>
          Leave without saving
        </Button>
      </AlertPanel>
    </Radix.Root>
  )
}
