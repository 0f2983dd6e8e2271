'use client'

import { searchCasesAction, startSearchAction } from '#app/(dashboard)/break-points/actions.ts'
import type { SearchFormProps } from '#app/(dashboard)/break-points/new/_components/search-form.client.tsx'
import { FormSkeleton } from '#components/lazy/form-skeleton.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { toast } from '#components/ui/toast.client.ts'

const SearchForm = lazyView(
  () =>
    import('#app/(dashboard)/break-points/new/_components/search-form.client.tsx').then(
      (view) => view.SearchForm,
    ),
  { loading: () => <FormSkeleton fields={10} /> },
)

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
