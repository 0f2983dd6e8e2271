import { Search, X } from 'lucide-react'
import Link from 'next/link'

import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { FilterForm } from '#components/ui/filter-form.client.tsx'
import { Input } from '#components/ui/input.tsx'

type SuiteSearchProps = { search: string; tag: string }

export function SuiteSearch({ search, tag }: SuiteSearchProps) {
  return (
    <FilterForm
      action="/suites"
      label="Suites"
      values={{ q: search, tag }}
      className="mb-3 flex flex-wrap items-center gap-2"
    >
      <span className="relative w-full sm:w-72">
        <Search
          className="text-muted-foreground pointer-events-none absolute top-2.5 left-3 size-4"
          aria-hidden
        />
        <Input
          type="search"
          name="q"
          aria-label="Search suites by name"
          placeholder="Search by name"
          defaultValue={search}
          className="pl-9"
        />
      </span>
      {tag && <input type="hidden" name="tag" value={tag} />}
      {tag && <Badge tone="accent">Tag {tag}</Badge>}
      {(tag || search) && (
        <Button asChild variant="ghost" size="sm">
          <Link href="/suites">
            <X aria-hidden /> Show all
          </Link>
        </Button>
      )}
    </FilterForm>
  )
}
