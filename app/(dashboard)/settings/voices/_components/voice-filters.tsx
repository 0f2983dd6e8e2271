import Link from 'next/link'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FilterForm } from '#components/ui/filter-form.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { EngineView, VoicesQuery } from '#lib/engines/speech/schema.ts'

type VoiceFiltersProps = { query: VoicesQuery; engines: EngineView[] }

export function VoiceFilters({ query, engines }: VoiceFiltersProps) {
  const { language, engine, gender } = query
  const isFiltered = [language, engine, gender].some((value) => value !== undefined)
  return (
    <FilterForm
      action="/settings/voices"
      label="Voices"
      values={{ language: language ?? '', engine: engine ?? '', gender: gender ?? '' }}
      className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(3,minmax(0,1fr))_auto]"
    >
      <Field label="Language">
        {(aria) => (
          <Input
            {...aria}
            name="language"
            defaultValue={language ?? ''}
            placeholder="de or de-DE"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label="Engine">
        {(aria) => (
          <Select {...aria} name="engine" defaultValue={engine ?? ''}>
            <option value="">All</option>
            {engines.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Gender">
        {(aria) => (
          <Select {...aria} name="gender" defaultValue={gender ?? ''}>
            <option value="">All</option>
            <option value="female">Female</option>
            <option value="male">Male</option>
          </Select>
        )}
      </Field>
      {isFiltered && (
        <Button asChild variant="ghost" className="justify-self-start">
          <Link href="/settings/voices">Clear</Link>
        </Button>
      )}
    </FilterForm>
  )
}
