import Link from 'next/link'

import type { DeadLetterAddress } from '#app/(dashboard)/settings/queues/_lib/dead-letter-query.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FilterForm } from '#components/ui/filter-form.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'

type DeadLetterFiltersProps = { query: DeadLetterAddress; queues: readonly string[] }

export function DeadLetterFilters({ query: { queue, search }, queues }: DeadLetterFiltersProps) {
  return (
    <FilterForm
      action="/settings/queues"
      label="Dead letters"
      values={{ queue: queue ?? '', search: search ?? '' }}
      className="grid items-end gap-3 px-4 pb-3 sm:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_auto]"
    >
      <Field label="Queue">
        {(aria) => (
          <Select {...aria} name="queue" defaultValue={queue ?? ''}>
            <option value="">All</option>
            {queues.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Cause or payload">
        {(aria) => <Input {...aria} type="search" name="search" defaultValue={search ?? ''} />}
      </Field>
      {(queue !== undefined || search !== undefined) && (
        <Button asChild variant="ghost" className="justify-self-start">
          <Link href="/settings/queues">Clear</Link>
        </Button>
      )}
    </FilterForm>
  )
}
