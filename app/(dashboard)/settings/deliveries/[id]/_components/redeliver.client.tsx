'use client'

import { RotateCcw } from 'lucide-react'

import { redeliverAction } from '#app/(dashboard)/settings/deliveries/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'

export function Redeliver({ id, isWaiting }: { id: string; isWaiting: boolean }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" disabled={isWaiting}>
          <RotateCcw aria-hidden /> Redeliver
        </Button>
      }
      title="Process this delivery again?"
      description="The current rules apply. Runs start again even if the commit was tested before, and their results are posted again."
      confirmLabel="Redeliver"
      onConfirm={() => redeliverAction(id)}
    />
  )
}
