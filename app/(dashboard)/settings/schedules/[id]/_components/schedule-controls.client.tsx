'use client'

import { Play } from 'lucide-react'

import {
  runScheduleAction,
  updateScheduleAction,
} from '#app/(dashboard)/settings/schedules/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

/** Saved as soon as it is switched; refused, it goes back to what it was. */
export function ScheduleSwitch({ id, isActive }: { id: string; isActive: boolean }) {
  const { run, pending, input } = useAction(updateScheduleAction, {
    done: (_, { input: saved }) => (saved.is_active ? 'The schedule is on' : 'The schedule is off'),
    refusals: 'toast',
  })
  return (
    <Field label="On" inline hint="Runs that fall due while it is off are not started later.">
      {(aria) => (
        <Switch
          {...aria}
          checked={input?.input.is_active ?? isActive}
          disabled={pending}
          onChange={({ target }) => void run({ id, input: { is_active: target.checked } })}
        />
      )}
    </Field>
  )
}

export function RunNow({ id }: { id: string }) {
  const { run, pending } = useAction(runScheduleAction, { refusals: 'toast' })
  return (
    <Button variant="outline" disabled={pending} onClick={() => void run(id)}>
      {pending ? <Spinner /> : <Play aria-hidden />} Run now
    </Button>
  )
}
