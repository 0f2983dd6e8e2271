'use client'

import { updateRuleAction } from '#app/(dashboard)/settings/notifications/actions.ts'
import { Field } from '#components/ui/field.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

/** Saved as soon as it is switched; refused, it goes back to what it was. */
export function RuleSwitch({ id, isEnabled }: { id: string; isEnabled: boolean }) {
  const { run, pending, input } = useAction(updateRuleAction, {
    done: (_, { input: saved }) => (saved.is_enabled ? 'The rule is on' : 'The rule is off'),
    refusals: 'toast',
  })
  return (
    <Field label="On" inline hint="A rule that is off has no effect.">
      {(aria) => (
        <Switch
          {...aria}
          checked={input?.input.is_enabled ?? isEnabled}
          disabled={pending}
          onChange={({ target }) => void run({ id, input: { is_enabled: target.checked } })}
        />
      )}
    </Field>
  )
}
