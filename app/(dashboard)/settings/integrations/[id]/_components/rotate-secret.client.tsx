'use client'

import { RefreshCw } from 'lucide-react'

import type { InboundSecret } from '#app/(dashboard)/settings/integrations/[id]/_lib/inbound-secret.ts'
import { rotateSecretAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { textOf } from '#components/ui/use-submit.client.ts'

const overlaps = [
  { days: 0, label: 'Not at all: revoke it now' },
  ...[1, 2, 3, 4, 5, 6, 7].map((days) => ({ days, label: days === 1 ? '1 day' : `${days} days` })),
]

type RotateSecretProps = {
  id: string
  secret: InboundSecret
  /** the new value, made here or typed */
  onMade: (value: string) => void
}

export function RotateSecret({ id, secret, onMade }: RotateSecretProps) {
  const isSet = secret.fact !== null
  const rotate = async (data: FormData) => {
    const value = textOf(data, 'value')
    const result = await rotateSecretAction({
      id,
      input: {
        field: secret.field,
        overlap_hours: Number(textOf(data, 'overlap_days') || 0) * 24,
        force: data.get('force') === 'on',
        ...(value !== '' && { value }),
      },
    })
    if (result.ok) onMade(result.data)
    else
      return {
        ...result,
        faults: result.faults.map(({ path, message }) => ({
          path: path.replace(/^(input|secrets)\.(\w+)$/, (_, scope: string, name: string) =>
            scope === 'secrets' ? 'value' : name,
          ),
          message,
        })),
      }
    return result
  }
  return (
    <FormDialog
      trigger={(open) => (
        <Button
          variant="outline"
          size="sm"
          aria-haspopup="dialog"
          aria-label={`${isSet ? 'Rotate' : 'Set'} ${secret.title}`}
          onClick={open}
        >
          <RefreshCw aria-hidden /> {isSet ? 'Rotate' : 'Set'}
        </Button>
      )}
      title={`${isSet ? 'Rotate' : 'Set'} ${secret.title.toLowerCase()}`}
      description="The new value is shown once. Enter it at the provider; deliveries made with another are refused."
      submitLabel={isSet ? 'Rotate' : 'Set'}
      onSubmit={rotate}
    >
      {(errors) => (
        <>
          {isSet && (
            <Field
              label="Accept the present one for"
              hint="Long enough to change it at the provider. After a leak: not at all."
              error={errors.overlap_days ?? errors.overlap_hours}
            >
              {(aria) => (
                <Select {...aria} name="overlap_days" defaultValue="1">
                  {overlaps.map(({ days, label }) => (
                    <option key={days} value={days}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <Field
            label="New value"
            hint="Empty: Earshot makes one of 256 random bits."
            error={errors.value}
          >
            {(aria) => (
              <Input {...aria} type="password" name="value" autoComplete="off" maxLength={1_024} />
            )}
          </Field>
          {secret.previousUntil !== null && (
            <Field
              label="End the overlap that still runs"
              inline
              hint="An earlier secret is still accepted; only two can be."
              error={errors.force}
            >
              {(aria) => <Switch {...aria} name="force" />}
            </Field>
          )}
        </>
      )}
    </FormDialog>
  )
}
