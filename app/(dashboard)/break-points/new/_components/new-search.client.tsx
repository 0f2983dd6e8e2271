'use client'

import { searchCasesAction, startSearchAction } from '#app/(dashboard)/break-points/actions.ts'
import {
  SearchForm,
  type SearchFormProps,
} from '#app/(dashboard)/break-points/new/_components/search-form.client.tsx'
import { toast } from '#components/ui/toast.client.ts'

export function NewSearch(props: Omit<SearchFormProps, 'onStart' | 'onSearchCases'>) {
  return (
    <SearchForm
      {...props}
      onStart={startSearchAction}
      onSearchCases={async (text) => {
        const found = await searchCasesAction(text.slice(0, 200))
        if (found.ok) return found.data
        toast.error(found.message)
        return []
      }}
    />
  )
}
