'use client'

import { useId, useState } from 'react'

import { startReplayAction } from '#app/(dashboard)/replays/actions.ts'
import type { ValidatorOption } from '#components/policies/settings-fields.client.tsx'
import { ReplayForm, type ReplayRequest } from '#components/replays/replay-form.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'

export type ReplayPeriodDialogProps = {
  settings: PolicySettings
  validators: ValidatorOption[]
  mayApplyDraft: boolean
  onClose: () => void
}

const dayMs = 86_400_000
const pad = (value: number) => String(value).padStart(2, '0')
/** A day as the reader's own calendar has it. */
const dayText = (date: Date) =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`

/** Midnight of the reader's own clock, `later` days on; null for what is no day. */
function midnight(day: string, later = 0): Date | null {
  const date = new Date(`${day}T00:00:00`)
  if (Number.isNaN(date.getTime())) return null
  date.setDate(date.getDate() + later)
  return date
}

export function ReplayPeriodDialog({ onClose, ...props }: ReplayPeriodDialogProps) {
  const id = useId()
  const [pending, setPending] = useState(false)
  const [from, setFrom] = useState(() => dayText(new Date(Date.now() - 7 * dayMs)))
  const [to, setTo] = useState(() => dayText(new Date()))
  const start = async (request: ReplayRequest) => {
    const [begin, end] = [midnight(from), midnight(to, 1)]
    if (!begin || !end || begin >= end)
      return {
        ok: false as const,
        code: 'invalid' as const,
        message: 'The first day must not be after the last',
        faults: [],
      }
    return startReplayAction({ ...request, from: begin.toISOString(), to: end.toISOString() })
  }
  const days = [
    { label: 'First day', value: from, set: setFrom },
    { label: 'Last day', value: to, set: setTo },
  ]
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Judge a period again"
      description="Everything that ended on these days, from the stored evidence. You see what would change, and decide then whether it is applied."
      className="sm:max-w-2xl"
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} disabled={pending}>
            {pending && <Spinner />} Show what would change
          </Button>
        </>
      }
    >
      <ReplayForm {...props} id={id} onStart={start} onPending={setPending}>
        <div className="grid gap-4 sm:grid-cols-2">
          {days.map(({ label, value, set }) => (
            <Field key={label} label={label} required>
              {(control) => (
                <Input
                  {...control}
                  type="date"
                  value={value}
                  onChange={({ target }) => set(target.value)}
                />
              )}
            </Field>
          ))}
        </div>
      </ReplayForm>
    </Dialog>
  )
}
