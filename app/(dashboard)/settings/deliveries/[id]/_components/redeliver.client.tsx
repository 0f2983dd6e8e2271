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
      description="By the rules as they are now. Runs start again although the commit was tested before, and their results are posted and told again."
      confirmLabel="Redeliver"
      onConfirm={async () => {
        const result = await redeliverAction(id)
        return result.ok ? undefined : result.message
      }}
    />
  )
}
