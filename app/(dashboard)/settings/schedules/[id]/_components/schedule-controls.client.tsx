'use client'

import { Play } from 'lucide-react'
import { useOptimistic, useTransition } from 'react'

import {
  runScheduleAction,
  updateScheduleAction,
} from '#app/(dashboard)/settings/schedules/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { toast } from '#components/ui/toast.client.ts'

/** Saved as soon as it is switched; refused, it goes back to what it was. */
export function ScheduleSwitch({ id, isActive }: { id: string; isActive: boolean }) {
  const [pending, startTransition] = useTransition()
  const [shown, show] = useOptimistic(isActive)
  const change = (is_active: boolean) =>
    startTransition(async () => {
      show(is_active)
      const result = await updateScheduleAction({ id, input: { is_active } })
      if (result.ok) toast.success(is_active ? 'The schedule is on' : 'The schedule is off')
      else toast.error(result.message)
    })
  return (
    <Field label="On" inline hint="What falls due while it is off is not made up for.">
      {(aria) => (
        <Switch
          {...aria}
          checked={shown}
          disabled={pending}
          onChange={(event) => change(event.target.checked)}
        />
      )}
    </Field>
  )
}

export function RunNow({ id }: { id: string }) {
  const [pending, startTransition] = useTransition()
  const run = () =>
    startTransition(async () => {
      const result = await runScheduleAction(id)
      if (!result.ok) toast.error(result.message)
    })
  return (
    <Button variant="outline" disabled={pending} onClick={run}>
      {pending ? <Spinner /> : <Play aria-hidden />} Run now
    </Button>
  )
}
