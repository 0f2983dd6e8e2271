'use client'

import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Switch } from '#components/ui/switch.tsx'

type CutFieldProps = {
  label: string
  hint: string
  /** what the switch says: `Every pass goes to a person` */
  neverLabel: string
  text: string
  never: boolean
  error?: string | undefined
  disabled: boolean
  onChange: (change: { text?: string; never?: boolean }) => void
}

/** A confidence from which no person is needed, or the word that one always is. */
export function CutField(props: CutFieldProps) {
  const { never, disabled, onChange } = props
  return (
    <div className="grid content-start gap-2">
      <Field label={props.label} hint={props.hint} error={never ? undefined : props.error}>
        {(control) => (
          <span className="flex items-center gap-2">
            <Input
              {...control}
              inputMode="decimal"
              className="max-w-28"
              disabled={disabled || never}
              value={props.text}
              onChange={({ target }) => onChange({ text: target.value })}
            />
            <span className="text-muted-foreground text-sm">%</span>
          </span>
        )}
      </Field>
      <Field label={props.neverLabel} inline>
        {(control) => (
          <Switch
            {...control}
            disabled={disabled}
            checked={never}
            onChange={({ target }) => onChange({ never: target.checked })}
          />
        )}
      </Field>
    </div>
  )
}
