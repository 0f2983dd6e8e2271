'use client'

import { useState } from 'react'

import { RotateSecret } from '#app/(dashboard)/settings/integrations/[id]/_components/rotate-secret.client.tsx'
import { ShownOnce } from '#app/(dashboard)/settings/integrations/[id]/_components/shown-once.tsx'
import type { InboundSecret } from '#app/(dashboard)/settings/integrations/[id]/_lib/inbound-secret.ts'
import { endOverlapAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Time } from '#components/ui/time.client.tsx'

type InboundSecretsProps = { id: string; secrets: InboundSecret[] }

/** What deliveries are verified with. A new value is held by this component alone: gone when the page is left. */
export function InboundSecrets({ id, secrets }: InboundSecretsProps) {
  const [made, setMade] = useState<{ title: string; value: string } | null>(null)
  return (
    <div className="space-y-3">
      <ul className="space-y-3">
        {secrets.map((secret) => (
          <li key={secret.field} className="space-y-1.5 text-sm">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="min-w-0">
                <span className="block font-medium">{secret.title}</span>
                <span className="text-muted-foreground">{secret.fact ?? 'not set'}</span>
              </span>
              <RotateSecret
                id={id}
                secret={secret}
                onMade={(value) => setMade({ title: secret.title, value })}
              />
            </div>
            {secret.previousUntil !== null && (
              <PreviousSecret id={id} secret={secret} until={secret.previousUntil} />
            )}
          </li>
        ))}
      </ul>
      {made && (
        <ShownOnce label={made.title} value={made.value} onDone={() => setMade(null)}>
          The new {made.title.toLowerCase()}. Enter it at the provider now.
        </ShownOnce>
      )}
    </div>
  )
}

type PreviousSecretProps = { id: string; secret: InboundSecret; until: string }

function PreviousSecret({ id, secret, until }: PreviousSecretProps) {
  return (
    <div className="bg-invalid-soft flex flex-wrap items-center justify-between gap-2 rounded-md px-3 py-2">
      <span className="text-invalid text-pretty">
        The one before is accepted until <Time value={until} />.
      </span>
      <ConfirmDialog
        trigger={
          <Button variant="outline" size="sm" aria-label={`Revoke now: ${secret.title} before`}>
            Revoke now
          </Button>
        }
        title="Revoke the secret before?"
        description="Deliveries that are still made with it are refused at once. The present one stays."
        confirmLabel="Revoke now"
        destructive
        onConfirm={() => endOverlapAction({ id, field: secret.field })}
      />
    </div>
  )
}
