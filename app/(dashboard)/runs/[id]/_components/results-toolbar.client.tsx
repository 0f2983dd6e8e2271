'use client'

import { Search, X } from 'lucide-react'
import type { ReactNode } from 'react'

import {
  isFiltered,
  noFilter,
  type ResultFilter,
} from '#app/(dashboard)/runs/[id]/_lib/result-filter.ts'
import { resultColumns, type ResultSort } from '#app/(dashboard)/runs/[id]/_lib/result-sort.ts'
import { twinTexts } from '#app/(dashboard)/runs/[id]/_lib/twin-texts.ts'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { blameTexts } from '#components/verdict/blame-texts.ts'
import { reviewStatusLooks } from '#components/verdict/review-status-badge.tsx'
import { twinOutcomes } from '#db/enums.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

export type ResultsToolbarProps = {
  filter: ResultFilter
  onFilterChange: (filter: ResultFilter) => void
  sort: ResultSort
  onSortChange: (sort: ResultSort) => void
  languages: string[]
  /** those of the run; null is the stimulus as it is */
  deviceProfiles?: RunItemView['device_profile'][]
  /** the run was held by text too */
  twin?: boolean
  /** e.g. `120 of 4,000` */
  summary: ReactNode
}

const verdicts = [
  ['failed', 'Failed'],
  ['invalid', 'Invalid'],
  ['passed', 'Passed'],
] as const

const twinOptions = twinOutcomes.map((outcome) => [outcome, twinTexts[outcome].label] as const)

export function ResultsToolbar({
  filter,
  onFilterChange,
  sort,
  onSortChange,
  languages,
  deviceProfiles = [],
  twin = false,
  summary,
}: ResultsToolbarProps) {
  const set = (key: keyof ResultFilter, value: string) =>
    onFilterChange({ ...filter, [key]: value })
  const statuses = Object.entries(reviewStatusLooks).map(
    ([value, look]) => [value, look.label] as const,
  )
  const blames = Object.entries(blameTexts).map(([value, text]) => [value, text.label] as const)
  return (
    <div role="search" aria-label="Results" className="flex flex-wrap items-center gap-2">
      <span className="relative min-w-44 flex-1 max-sm:basis-full sm:max-w-64">
        <Search
          className="text-muted-foreground pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2"
          aria-hidden
        />
        <Input
          type="search"
          aria-label="Search cases and reasons"
          placeholder="Search cases and reasons"
          className="pl-8"
          value={filter.search}
          onChange={(event) => set('search', event.target.value)}
        />
      </span>
      <Choice
        label="Verdict"
        value={filter.verdict}
        options={verdicts}
        onChange={(value) => set('verdict', value)}
      />
      <Choice
        label="Review"
        value={filter.review_status}
        options={statuses}
        onChange={(value) => set('review_status', value)}
      />
      <Choice
        label="Blame"
        value={filter.blame}
        options={blames}
        onChange={(value) => set('blame', value)}
      />
      {twin && (
        <Choice
          label="Voice and text"
          value={filter.twin}
          options={twinOptions}
          onChange={(value) => set('twin', value)}
        />
      )}
      {languages.length > 1 && (
        <Choice
          label="Language"
          value={filter.language}
          options={languages.map((language) => [language, language] as const)}
          onChange={(value) => set('language', value)}
        />
      )}
      {deviceProfiles.length > 1 && (
        <Choice
          label="Device profile"
          value={filter.device_profile}
          options={deviceProfiles.map((profile) => [
            profile?.id ?? 'none',
            profile?.name ?? 'Clean',
          ])}
          onChange={(value) => set('device_profile', value)}
        />
      )}
      <SortChoice
        sort={sort}
        onChange={onSortChange}
        hasProfiles={deviceProfiles.some((profile) => profile !== null)}
      />
      {isFiltered(filter) && (
        <Button variant="ghost" size="sm" onClick={() => onFilterChange(noFilter)}>
          <X aria-hidden /> Clear
        </Button>
      )}
      <p className="text-muted-foreground ml-auto text-xs tabular-nums" role="status">
        {summary}
      </p>
    </div>
  )
}

type ChoiceProps = {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      className="w-auto max-sm:flex-1 max-sm:basis-36"
      value={value}
      onChange={(event) => onChange(event.target.value)}
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

type SortChoiceProps = {
  sort: ResultSort
  onChange: (sort: ResultSort) => void
  hasProfiles: boolean
}

/** The heads of the columns, by which one sorts elsewhere, are not shown on a phone. */
function SortChoice({ sort, onChange, hasProfiles }: SortChoiceProps) {
  const columns = resultColumns.filter(({ key }) => hasProfiles || key !== 'profile')
  return (
    <Select
      aria-label="Sort"
      className="w-auto max-sm:basis-full sm:hidden"
      value={sort ? `${sort.column} ${sort.descending ? 'desc' : 'asc'}` : ''}
      onChange={(event) => {
        const [name, direction] = event.target.value.split(' ')
        const column = columns.find(({ key }) => key === name)?.key
        onChange(column ? { column, descending: direction === 'desc' } : null)
      }}
    >
      <option value="">Sort: order of the run</option>
      {columns.flatMap(({ key, label }) => [
        <option key={key} value={`${key} asc`}>
          Sort: {label}
        </option>,
        <option key={`${key} desc`} value={`${key} desc`}>
          Sort: {label}, descending
        </option>,
      ])}
    </Select>
  )
}
