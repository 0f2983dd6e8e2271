import Link from 'next/link'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { EngineView, VoicesQuery } from '#lib/engines/speech/schema.ts'

type VoiceFiltersProps = { query: VoicesQuery; engines: EngineView[] }

/** A plain form: works before scripts do, and its address can be shared. */
export function VoiceFilters({ query, engines }: VoiceFiltersProps) {
  const { language, engine, gender } = query
  const isFiltered = [language, engine, gender].some((value) => value !== undefined)
  return (
    <form
      role="search"
      aria-label="Voices"
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
      <div className="flex gap-2 sm:col-span-2 lg:col-span-1">
        <Button type="submit" variant="outline">
          Filter
        </Button>
        {isFiltered && (
          <Button asChild variant="ghost">
            <Link href="/settings/voices">Clear</Link>
          </Button>
        )}
      </div>
    </form>
  )
}
