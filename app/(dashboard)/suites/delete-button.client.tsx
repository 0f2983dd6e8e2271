'use client'

import { Trash2 } from 'lucide-react'

import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'

import { deleteCaseAction, deleteSuiteAction } from './actions.ts'

type DeleteButtonProps = { kind: 'suite' | 'case'; id: string; name: string }

const consequences = {
  suite: 'Its cases go with it.',
  case: 'Its key is free again.',
}

export function DeleteButton({ kind, id, name }: DeleteButtonProps) {
  const remove = kind === 'suite' ? deleteSuiteAction : deleteCaseAction
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <Trash2 aria-hidden /> Delete
        </Button>
      }
      title={`Delete ${name}?`}
      description={`${consequences[kind]} Results of earlier runs stay readable. This cannot be undone.`}
      confirmLabel={`Delete ${kind}`}
      destructive
      onConfirm={async () => {
        const result = await remove(id)
        return result.ok ? undefined : result.message
      }}
    />
  )
}
