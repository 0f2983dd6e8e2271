'use client'

import { revokeTokenAction } from '#app/(dashboard)/settings/api-tokens/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'

export function RevokeToken({ id, name }: { id: string; name: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${name}?`}
      description="Everything that uses it is refused from now on. This cannot be undone."
      confirmLabel="Revoke token"
      destructive
      onConfirm={() => revokeTokenAction(id)}
    />
  )
}
