'use client'

import { Trash2 } from 'lucide-react'

import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'

import { deleteTargetAction } from '../actions.ts'

export function DeleteTarget({ id, name }: { id: string; name: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <Trash2 aria-hidden /> Delete
        </Button>
      }
      title={`Delete ${name}?`}
      description="Its credentials are forgotten. Results of earlier runs stay readable. This cannot be undone."
      confirmLabel="Delete target"
      destructive
      onConfirm={async () => {
        const result = await deleteTargetAction(id)
        return result.ok ? undefined : result.message
      }}
    />
  )
}
