import { X } from 'lucide-react'
import Link from 'next/link'

import { eventLabels } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import { notificationStatusLooks } from '#app/(dashboard)/settings/notifications/log/_components/notification-status.tsx'
import { Button } from '#components/ui/button.tsx'
import { FilterForm } from '#components/ui/filter-form.client.tsx'
import { Select } from '#components/ui/select.tsx'
import { notificationStatuses } from '#db/enums.ts'

type Chosen = { status: string; event: string; integration_id: string }
type LogFilterProps = { chosen: Chosen; connections: { id: string; name: string }[] }

const list = '/settings/notifications/log'

const statuses = notificationStatuses.map(
  (status) => [status, notificationStatusLooks[status].label] as const,
)

export function LogFilter({ chosen, connections }: LogFilterProps) {
  const filtered = Object.values(chosen).some((value) => value !== '')
  return (
    <FilterForm
      action={list}
      label="Outgoing log"
      values={chosen}
      className="mb-3 flex flex-wrap items-center gap-2"
    >
      <Choice name="status" label="Status" value={chosen.status} options={statuses} />
      <Choice
        name="event"
        label="Event"
        value={chosen.event}
        options={Object.entries(eventLabels)}
      />
      <Choice
        name="integration_id"
        label="Connection"
        value={chosen.integration_id}
        options={connections.map(({ id, name }) => [id, name] as const)}
      />
      {filtered && (
        <Button asChild variant="ghost" size="sm">
          <Link href={list}>
            <X aria-hidden /> Show all
          </Link>
        </Button>
      )}
    </FilterForm>
  )
}

type ChoiceProps = {
  name: string
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
}

function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <Select
      name={name}
      aria-label={label}
      defaultValue={value}
      className="w-auto max-sm:flex-1 max-sm:basis-36"
    >
      <option value="">{label}: all</option>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </Select>
  )
}
