'use client'

import { AlertPanel } from '#components/ui/alert-panel.client.tsx'
import { Button } from '#components/ui/button.tsx'

type LeaveDialogProps = {
  /** what becomes of the changes */
  consequence: string
  onLeave: () => void
  /** the form stays */
  onClose: () => void
}

/** Asks whether to leave a form with changes that are not saved. */
export function LeaveDialog({ consequence, onLeave, onClose }: LeaveDialogProps) {
  return (
    <AlertPanel
      title="Leave without saving?"
      description={consequence}
      cancelLabel="Stay"
      onClose={onClose}
    >
      <Button variant="destructive" onClick={onLeave}>
        Leave without saving
      </Button>
    </AlertPanel>
  )
}
