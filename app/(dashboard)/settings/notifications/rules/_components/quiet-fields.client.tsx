'use client'

import { useWatch } from 'react-hook-form'

import type { RuleForm } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-form-types.ts'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'

type QuietFieldsProps = { form: RuleForm; timeZones: string[] }

const hereZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Hours in which messages wait, by the clocks of one time zone. */
export function QuietFields({ form, timeZones }: QuietFieldsProps) {
  const quiet = useWatch({ control: form.control, name: 'config.quiet_hours' })
  const toggle = (on: boolean) =>
    form.setValue(
      'config.quiet_hours',
      on ? { from: '22:00', to: '07:00', time_zone: hereZone() } : null,
      { shouldDirty: true },
    )
  return (
    <div className="space-y-3">
      <Field label="Quiet hours" inline hint="Messages wait until they are over; none is lost.">
        {(aria) => (
          <Switch
            {...aria}
            checked={Boolean(quiet)}
            onChange={(event) => toggle(event.target.checked)}
          />
        )}
      </Field>
      {quiet && <Hours form={form} timeZones={timeZones} chosen={quiet.time_zone} />}
    </div>
  )
}

function Hours({ form, timeZones, chosen }: QuietFieldsProps & { chosen: string }) {
  const { register, formState } = form
  const errors = formState.errors.config?.quiet_hours ?? {}
  const zones = timeZones.includes(chosen) ? timeZones : [chosen, ...timeZones]
  const [wrong] = [
    errors.from?.message,
    errors.to?.message,
    errors.root?.message,
    errors.message,
  ].filter((message) => message !== undefined)
  return (
    <div role="group" aria-label="Quiet hours" className="grid gap-4 sm:grid-cols-3">
      <Field label="From" error={wrong}>
        {(aria) => <Input {...aria} type="time" {...register('config.quiet_hours.from')} />}
      </Field>
      <Field label="To" hint="Earlier than from: on the next day.">
        {(aria) => <Input {...aria} type="time" {...register('config.quiet_hours.to')} />}
      </Field>
      <Field label="Time zone" error={errors.time_zone?.message}>
        {(aria) => (
          <Select {...aria} {...register('config.quiet_hours.time_zone')}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  )
}
