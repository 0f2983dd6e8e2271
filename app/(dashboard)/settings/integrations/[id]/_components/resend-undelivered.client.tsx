'use client'

import { Send } from 'lucide-react'
import { useState } from 'react'

import { resendUndeliveredAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'

type Period = { label: string; since: string | null; count: number; unconfirmed: number }

type ResendUndeliveredProps = {
  id: string
  /** of the connection */
  name: string
  /** those in which something was not delivered, the shortest first */
  periods: Period[]
}

const messages = (count: number) => `${count} ${count === 1 ? 'message' : 'messages'}`

/** Sends everything that an outage has cost again, after asking. */
export function ResendUndelivered({ id, name, periods }: ResendUndeliveredProps) {
  const [chosen, setChosen] = useState('')
  const period = periods.find(({ since }) => since === chosen) ?? periods.at(-1)
  if (!period) return null
  const { count, unconfirmed, since } = period
  return (
    <div className="space-y-3">
      <Field label="Written in">
        {(aria) => (
          <Select {...aria} value={since ?? ''} onChange={(event) => setChosen(event.target.value)}>
            {periods.map((one) => (
              <option key={one.label} value={one.since ?? ''}>
                {one.label}: {one.count}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ConfirmDialog
        trigger={
          <Button>
            <Send aria-hidden /> Send {messages(count)} again
          </Button>
        }
        title={`Send ${messages(count)} again?`}
        description={
          unconfirmed === 0
            ? `${name} gets them in their order, as fast as it takes them.`
            : `${name} gets them in their order, as fast as it takes them. ${messages(unconfirmed)} may have arrived before and can be shown twice, with a note that says so.`
        }
        confirmLabel="Send again"
        onConfirm={() => resendUndeliveredAction({ id, input: since === null ? {} : { since } })}
        done={({ resent }) => `${messages(resent)} on the way`}
      />
    </div>
  )
}
