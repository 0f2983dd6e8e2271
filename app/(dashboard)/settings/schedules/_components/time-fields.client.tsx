'use client'

import { useWatch, type UseFormReturn } from 'react-hook-form'

import { Explanation } from '#app/(dashboard)/settings/schedules/_components/explanation.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'

export type TimeValues = {
  name: string
  cron: string
  time_zone: string
  skip_while_running: boolean
}

type TimeFieldsProps = { form: UseFormReturn<TimeValues>; timeZones: string[] }

const rhythms = [
  { cron: '0 * * * *', label: 'Every hour' },
  { cron: '30 2 * * *', label: 'Every night at 02:30' },
  { cron: '0 7 * * 1-5', label: 'On working days at 07:00' },
  { cron: '0 6 * * 1', label: 'On Mondays at 06:00' },
]

/** When, by which clocks, and what if the run before is not over. */
export function TimeFields({ form, timeZones }: TimeFieldsProps) {
  const { register, formState, setValue, control } = form
  const { errors } = formState
  const [cron, zone] = useWatch({ control, name: ['cron', 'time_zone'] })
  const zones = timeZones.includes(zone) ? timeZones : [zone, ...timeZones]
  return (
    <>
      <Field label="Name" required error={errors.name?.message} className="sm:col-span-2">
        {(aria) => <Input {...aria} placeholder="Nightly regression" {...register('name')} />}
      </Field>
      <Field label="Rhythm">
        {(aria) => (
          <Select
            {...aria}
            value={rhythms.some((rhythm) => rhythm.cron === cron) ? cron : ''}
            onChange={({ target }) =>
              target.value !== '' && setValue('cron', target.value, { shouldDirty: true })
            }
          >
            {rhythms.map((rhythm) => (
              <option key={rhythm.cron} value={rhythm.cron}>
                {rhythm.label}
              </option>
            ))}
            <option value="">As written beside</option>
          </Select>
        )}
      </Field>
      <Field
        label="Cron expression"
        required
        hint="Minute, hour, day of month, month, day of week."
        error={errors.cron?.message}
      >
        {(aria) => (
          <Input {...aria} className="font-mono" spellCheck={false} {...register('cron')} />
        )}
      </Field>
      <Field label="Time zone" error={errors.time_zone?.message} className="sm:col-span-2">
        {(aria) => (
          <Select {...aria} {...register('time_zone')}>
            {zones.map((name) => (
              <option key={name} value={name}>
                {name.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Explanation cron={cron} timeZone={zone} />
      <Field
        label="Skip if the previous run has not finished"
        inline
        className="sm:col-span-2"
        hint="Otherwise runs pile up when the voice AI is slow."
      >
        {(aria) => <Switch {...aria} {...register('skip_while_running')} />}
      </Field>
    </>
  )
}
