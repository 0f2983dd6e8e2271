import { Search, X } from 'lucide-react'
import Link from 'next/link'

import { defectStatusLooks } from '#app/(dashboard)/defects/_components/defect-status-badge.tsx'
import { severityLooks } from '#components/defects/severity-badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { FilterForm } from '#components/ui/filter-form.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { defectStatuses, severities } from '#db/enums.ts'

type DefectSearchProps = { status: string; severity: string; search: string; filtered: boolean }

export function DefectSearch({ status, severity, search, filtered }: DefectSearchProps) {
  return (
    <FilterForm
      action="/defects"
      label="Defects"
      values={{ q: search, status, severity }}
      className="mb-3 flex flex-wrap items-center gap-2"
    >
      <span className="relative w-full sm:w-64">
        <Search
          className="text-muted-foreground pointer-events-none absolute top-2.5 left-3 size-4"
          aria-hidden
        />
        <Input
          type="search"
          name="q"
          aria-label="Search defects by title"
          placeholder="Search by title"
          defaultValue={search}
          maxLength={200}
          className="pl-9"
        />
      </span>
      <Select
        name="status"
        aria-label="Status"
        defaultValue={status}
        className="w-auto max-sm:flex-1"
      >
        <option value="unresolved">Not resolved</option>
        <option value="all">All states</option>
        {defectStatuses.map((one) => (
          <option key={one} value={one}>
            {defectStatusLooks[one].label}
          </option>
        ))}
      </Select>
      <Select
        name="severity"
        aria-label="Severity"
        defaultValue={severity}
        className="w-auto max-sm:flex-1"
      >
        <option value="">All severities</option>
        {severities.map((one) => (
          <option key={one} value={one}>
            {severityLooks[one].label}
          </option>
        ))}
      </Select>
      {filtered && (
        <Button asChild variant="ghost" size="sm">
          <Link href="/defects">
            <X aria-hidden /> Show all that is open
          </Link>
        </Button>
      )}
    </FilterForm>
  )
}
