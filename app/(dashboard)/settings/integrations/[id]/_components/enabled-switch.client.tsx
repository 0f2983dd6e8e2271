'use client'

import { useState, useTransition } from 'react'

import { updateConnectionAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { Field } from '#components/ui/field.tsx'
import { Switch } from '#components/ui/switch.tsx'

/** Switches at once; what could not be saved goes back and says why. */
export function EnabledSwitch({ id, isEnabled }: { id: string; isEnabled: boolean }) {
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const change = (next: boolean) =>
    startTransition(async () => {
      const result = await updateConnectionAction({ id, input: { is_enabled: next } })
      setError(result.ok ? undefined : result.message)
    })
  return (
    <Field label="In use" inline hint="Off: nothing is sent or accepted." error={error}>
      {(aria) => (
        <Switch
          {...aria}
          checked={isEnabled}
          aria-disabled={pending}
          onChange={(event) => !pending && change(event.target.checked)}
        />
      )}
    </Field>
  )
}
