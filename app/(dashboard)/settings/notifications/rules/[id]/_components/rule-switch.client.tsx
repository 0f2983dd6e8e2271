'use client'

import { useTransition } from 'react'

import { updateRuleAction } from '#app/(dashboard)/settings/notifications/actions.ts'
import { Field } from '#components/ui/field.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { toast } from '#components/ui/toast.client.ts'

/** Saved as soon as it is switched; refused, it goes back to what it was. */
export function RuleSwitch({ id, isEnabled }: { id: string; isEnabled: boolean }) {
  const [pending, startTransition] = useTransition()
  const change = (is_enabled: boolean) =>
    startTransition(async () => {
      const result = await updateRuleAction({ id, input: { is_enabled } })
      if (result.ok) toast.success(is_enabled ? 'The rule is on' : 'The rule is off')
      else toast.error(result.message)
    })
  return (
    <Field label="On" inline hint="A rule that is off is as if it were not there.">
      {(aria) => (
        <Switch
          {...aria}
          checked={isEnabled}
          disabled={pending}
          onChange={(event) => change(event.target.checked)}
        />
      )}
    </Field>
  )
}
