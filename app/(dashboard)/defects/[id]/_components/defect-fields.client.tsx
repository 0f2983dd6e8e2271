'use client'

import type { ReactNode } from 'react'

import { defectStatusLooks } from '#app/(dashboard)/defects/_components/defect-status-badge.tsx'
import { updateDefectAction } from '#app/(dashboard)/defects/actions.ts'
import { severityLooks } from '#components/defects/severity-badge.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { defectStatuses, severities } from '#db/enums.ts'
import type { DefectView, UpdateDefectInput } from '#lib/defects/schema.ts'

type Choice = { value: string; label: string }

type DefectFieldsProps = {
  defect: Pick<DefectView, 'id' | 'status' | 'severity' | 'assigned_to'>
  /** whom it may be given to */
  people: { id: string; name: string }[]
}

const statusChoices = defectStatuses.map((value) => ({
  value,
  label: defectStatusLooks[value].label,
}))
const severityChoices = severities.map((value) => ({ value, label: severityLooks[value].label }))

/** Status, severity and assignee, each saved as soon as it is chosen. */
export function DefectFields({ defect, people }: DefectFieldsProps) {
  const { run, pending } = useAction(
    ({ input }: { input: UpdateDefectInput; done: string }) =>
      updateDefectAction({ id: defect.id, input }),
    { done: (_, { done }) => done, refusals: 'toast' },
  )
  const save = (input: UpdateDefectInput, done: string) => void run({ input, done })
  const choose = (choices: Choice[], value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? value
  const nobody = { value: '', label: 'Nobody' }
  const persons = [nobody, ...people.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <div className="grid gap-4 sm:grid-cols-3 xl:grid-cols-1">
      <Chooser
        label="Status"
        hint="A resolved or closed defect that occurs again is reopened."
        value={defect.status}
        choices={statusChoices}
        disabled={pending}
        onChoose={(value) => {
          const status = defectStatuses.find((one) => one === value)
          if (status) save({ status }, `Now ${choose(statusChoices, status).toLowerCase()}`)
        }}
      />
      <Chooser
        label="Severity"
        value={defect.severity}
        choices={severityChoices}
        disabled={pending}
        onChoose={(value) => {
          const severity = severities.find((one) => one === value)
          if (severity)
            save({ severity }, `Severity ${choose(severityChoices, severity).toLowerCase()}`)
        }}
      />
      <Chooser
        label="Assigned to"
        value={defect.assigned_to?.id ?? ''}
        choices={persons}
        disabled={pending}
        onChoose={(value) =>
          save(
            { assigned_to: value === '' ? null : value },
            value === '' ? 'Assigned to nobody' : `Assigned to ${choose(persons, value)}`,
          )
        }
      />
    </div>
  )
}

type ChooserProps = {
  label: string
  hint?: ReactNode
  value: string
  choices: Choice[]
  disabled: boolean
  onChoose: (value: string) => void
}

/** Refused, it goes back to what it was: the value is the server's. */
function Chooser({ label, hint, value, choices, disabled, onChoose }: ChooserProps) {
  return (
    <Field label={label} hint={hint}>
      {(aria) => (
        <Select
          {...aria}
          value={value}
          disabled={disabled}
          onChange={(event) => onChoose(event.target.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
