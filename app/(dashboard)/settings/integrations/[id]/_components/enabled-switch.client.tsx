'use client'

import { updateConnectionAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { Field } from '#components/ui/field.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

/** Switches at once; what could not be saved goes back and says why. */
export function EnabledSwitch({ id, isEnabled }: { id: string; isEnabled: boolean }) {
  const { run, pending, input, error } = useAction(updateConnectionAction)
  const change = (is_enabled: boolean) => void run({ id, input: { is_enabled } })
  return (
    <Field label="In use" inline hint="Off: nothing is sent or accepted." error={error}>
      {(aria) => (
        <Switch
          {...aria}
          checked={input?.input.is_enabled ?? isEnabled}
          aria-disabled={pending}
          onChange={(event) => !pending && change(event.target.checked)}
        />
      )}
    </Field>
  )
}
