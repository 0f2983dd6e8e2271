'use client'

import { useState } from 'react'

import { ShownOnce } from '#app/(dashboard)/settings/integrations/[id]/_components/shown-once.tsx'
import {
  issueHookAddressAction,
  revokeHookAddressAction,
} from '#app/(dashboard)/settings/integrations/actions.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

/** An address that is itself the secret, for senders that cannot sign. */
export function SecretAddress({ id, isIssued }: { id: string; isIssued: boolean }) {
  const [address, setAddress] = useState<string | null>(null)
  const issueNow = async () => {
    const result = await issueHookAddressAction(id)
    if (result.ok) setAddress(result.data)
    return result
  }
  const revoke = async () => {
    const result = await revokeHookAddressAction(id)
    if (result.ok) setAddress(null)
    return result
  }
  const issue = useAction(issueNow)
  return (
    <div className="space-y-3 text-sm">
      <p>
        <Badge tone={isIssued ? 'invalid' : 'neutral'}>
          {isIssued ? 'issued: unsigned deliveries are taken' : 'none'}
        </Badge>
      </p>
      {address !== null && (
        <ShownOnce label="Secret address" value={address} onDone={() => setAddress(null)}>
          Whoever knows this address can start runs.
        </ShownOnce>
      )}
      <div className="flex flex-wrap gap-2">
        {!isIssued && (
          <Button
            variant="outline"
            size="sm"
            disabled={issue.pending}
            onClick={() => void issue.run(undefined)}
          >
            {issue.pending && <Spinner />} Issue secret address
          </Button>
        )}
        {isIssued && (
          <>
            <ConfirmDialog
              trigger={
                <Button variant="outline" size="sm">
                  Replace
                </Button>
              }
              title="Replace the secret address?"
              description="Deliveries to the present one are refused at once."
              confirmLabel="Replace address"
              onConfirm={issueNow}
            />
            <ConfirmDialog
              trigger={
                <Button variant="outline" size="sm">
                  Revoke
                </Button>
              }
              title="Revoke the secret address?"
              description="Deliveries to it are refused at once. This cannot be undone."
              confirmLabel="Revoke address"
              destructive
              onConfirm={revoke}
            />
          </>
        )}
      </div>
      <FieldError message={issue.error} />
    </div>
  )
}
