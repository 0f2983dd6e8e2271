import Link from 'next/link'

import type { DeliveryQuery } from '#app/(dashboard)/settings/deliveries/_lib/delivery-query.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FilterForm } from '#components/ui/filter-form.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { deliveryStatuses } from '#db/enums.ts'

type DeliveryFiltersProps = { query: DeliveryQuery; connections: { id: string; name: string }[] }

export function DeliveryFilters({ query, connections }: DeliveryFiltersProps) {
  const { connection, status, event, repository } = query
  const isFiltered = [connection, status, event, repository].some((value) => value !== undefined)
  return (
    <FilterForm
      action="/settings/deliveries"
      label="Deliveries"
      values={{
        ...{ connection: connection ?? '', status: status ?? '' },
        ...{ event: event ?? '', repository: repository ?? '' },
      }}
      className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(4,minmax(0,1fr))_auto]"
    >
      <Field label="Connection">
        {(aria) => (
          <Select {...aria} name="connection" defaultValue={connection ?? ''}>
            <option value="">All</option>
            {connections.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Status">
        {(aria) => (
          <Select {...aria} name="status" defaultValue={status ?? ''}>
            <option value="">All</option>
            {deliveryStatuses.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Event">
        {(aria) => <Input {...aria} name="event" defaultValue={event ?? ''} placeholder="push" />}
      </Field>
      <Field label="Repository">
        {(aria) => (
          <Input
            {...aria}
            name="repository"
            defaultValue={repository ?? ''}
            placeholder="owner/name"
          />
        )}
      </Field>
      {isFiltered && (
        <Button asChild variant="ghost" className="justify-self-start">
          <Link href="/settings/deliveries">Clear</Link>
        </Button>
      )}
    </FilterForm>
  )
}
