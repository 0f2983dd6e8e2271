'use client'

import { Trash2 } from 'lucide-react'

import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'

import { deleteProfileAction } from '../actions.ts'

export function DeleteProfile({ id, name }: { id: string; name: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <Trash2 aria-hidden /> Delete
        </Button>
      }
      title={`Delete ${name}?`}
      description="Results keep what was heard through it, and runs under way finish. Schedules and pipelines that name it can no longer start a run. This cannot be undone."
      confirmLabel="Delete profile"
      destructive
      onConfirm={async () => {
        const result = await deleteProfileAction(id)
        return result.ok ? undefined : result.message
      }}
    />
  )
}
