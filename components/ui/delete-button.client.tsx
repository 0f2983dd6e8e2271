'use client'

import { Trash2 } from 'lucide-react'

import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import type { ActionResult } from '#lib/platform/action-result.ts'

type DeleteButtonProps = {
  /** what kind of thing goes: `suite` */
  kind: string
  /** by default the question says `this` and its kind */
  name?: string
  /** what goes with it, and what stays */
  consequences: string
  onDelete: () => Promise<ActionResult>
}

/** Asks before it deletes; what is refused is said in the question, which stays. */
export function DeleteButton({ kind, name, consequences, onDelete }: DeleteButtonProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <Trash2 aria-hidden /> Delete
        </Button>
      }
      title={`Delete ${name ?? `this ${kind}`}?`}
      description={`${consequences} This cannot be undone.`}
      confirmLabel={`Delete ${kind}`}
      destructive
      onConfirm={onDelete}
    />
  )
}
