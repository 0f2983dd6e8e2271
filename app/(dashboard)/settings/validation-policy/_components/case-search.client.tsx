'use client'

import { findCasesAction } from '#app/(dashboard)/settings/validation-policy/actions.ts'
import { withQueries } from '#components/api/queries.client.tsx'
import type { ControlProps } from '#components/ui/field.tsx'
import { SearchSelect } from '#components/ui/search-select.client.tsx'

type CaseSearchProps = {
  control: ControlProps
  /** the one that is chosen */
  value: { id: string; name: string } | null
  onChoose: (id: string) => void
}

const toOption = ({ id, name, suite }: { id: string; name: string; suite: string }) => ({
  value: id,
  label: name,
  detail: suite,
})

async function findCases(text: string) {
  const result = await findCasesAction(text)
  return result.ok ? result.data.map(toOption) : []
}

function CaseSearchContent({ control, value, onChoose }: CaseSearchProps) {
  return (
    <SearchSelect
      control={control}
      queryKey="policy-cases"
      placeholder="Find a case"
      value={value && { value: value.id, label: value.name, detail: '' }}
      search={findCases}
      onChange={(found) => found && onChoose(found.value)}
    />
  )
}

/** One case of all suites, found by typing. */
export const CaseSearch = withQueries(CaseSearchContent)
