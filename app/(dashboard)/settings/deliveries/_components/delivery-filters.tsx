import Link from 'next/link'

import type { DeliveryQuery } from '#app/(dashboard)/settings/deliveries/_lib/delivery-query.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { deliveryStatuses } from '#db/enums.ts'

type DeliveryFiltersProps = { query: DeliveryQuery; connections: { id: string; name: string }[] }

/** A plain form: works before scripts do, and its address can be shared. */
export function DeliveryFilters({ query, connections }: DeliveryFiltersProps) {
  const { connection, status, event, repository } = query
  const isFiltered = [connection, status, event, repository].some((value) => value !== undefined)
  return (
    <form
      role="search"
      aria-label="Deliveries"
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
      <div className="flex gap-2 sm:col-span-2 lg:col-span-1">
        <Button type="submit" variant="outline">
          Filter
        </Button>
        {isFiltered && (
          <Button asChild variant="ghost">
            <Link href="/settings/deliveries">Clear</Link>
          </Button>
        )}
      </div>
    </form>
  )
}
