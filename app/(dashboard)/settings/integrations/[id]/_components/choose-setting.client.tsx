'use client'

import { useState } from 'react'

import { chooseSettingAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

/** Answers what a connection asks. */
export function ChooseSetting({ id, options }: { id: string; options: string[] }) {
  const [option, setOption] = useState(options[0] ?? '')
  const { run, pending, error } = useAction(chooseSettingAction, {
    done: 'Saved; issues that waited for it are moved now',
  })
  return (
    <div className="space-y-3">
      <Field label="Status of a fixed defect" error={error}>
        {(aria) => (
          <Select {...aria} value={option} onChange={(event) => setOption(event.target.value)}>
            {options.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        )}
      </Field>
      <Button disabled={pending} onClick={() => void run({ id, input: { option } })}>
        {pending && <Spinner />} Use this status
      </Button>
    </div>
  )
}
