'use client'

import { useState } from 'react'

import { muteRuleAction } from '#app/(dashboard)/settings/notifications/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

type MuteRuleProps = {
  id: string
  /** null while it is not muted */
  mutedUntil: string | null
}

const lengths = [
  { hours: 1, label: '1 hour' },
  { hours: 8, label: '8 hours' },
]

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)

/** Holds a rule's messages back for a while, or ends that. */
export function MuteRule({ id, mutedUntil }: MuteRuleProps) {
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string>()
  const {
    run,
    pending,
    error: refused,
  } = useAction(muteRuleAction, {
    done: (_, { input }) => (input.until ? 'The rule is muted' : 'The rule is no longer muted'),
    onDone: () => setTyped(''),
  })
  const error = fault ?? refused
  const mute = (until: Date | null) => {
    setFault(undefined)
    void run({ id, input: { until: until?.toISOString() ?? null } })
  }
  const muteUntilTyped = () => {
    const until = new Date(typed)
    if (Number.isNaN(until.getTime())) setFault('Choose a day and a time')
    else if (until <= new Date()) setFault('Choose a time that is still to come')
    else mute(until)
  }
  if (mutedUntil !== null)
    return (
      <div className="space-y-3 text-sm">
        <p>
          Muted until <Time value={mutedUntil} />. Messages that are not sent meanwhile are in the
          log.
        </p>
        <FieldError message={error} />
        <Button variant="outline" disabled={pending} onClick={() => mute(null)}>
          Unmute
        </Button>
      </div>
    )
  return (
    <div className="space-y-3">
      <div role="group" aria-label="Mute for" className="flex flex-wrap gap-2">
        {lengths.map(({ hours, label }) => (
          <Button
            key={hours}
            variant="outline"
            disabled={pending}
            aria-label={`Mute for ${label}`}
            onClick={() => mute(inHours(hours))}
          >
            {label}
          </Button>
        ))}
      </div>
      <Field label="Or until" error={error}>
        {(aria) => (
          <Input
            {...aria}
            type="datetime-local"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button variant="outline" disabled={pending} onClick={muteUntilTyped}>
        Mute until then
      </Button>
    </div>
  )
}
