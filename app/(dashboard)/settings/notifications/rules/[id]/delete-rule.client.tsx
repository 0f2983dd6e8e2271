'use client'

import { Trash2 } from 'lucide-react'

import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'

import { deleteRuleAction } from '../../actions.ts'

export function DeleteRule({ id, connection }: { id: string; connection: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <Trash2 aria-hidden /> Delete
        </Button>
      }
      title="Delete this rule?"
      description={`${connection} is not told any more. What the rule has sent stays in the log. This cannot be undone.`}
      confirmLabel="Delete rule"
      destructive
      onConfirm={async () => {
        const result = await deleteRuleAction(id)
        return result.ok ? undefined : result.message
      }}
    />
  )
}
