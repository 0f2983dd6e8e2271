'use client'

import { useRouter } from 'next/navigation'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

const CaseSearch = lazyView(
  () =>
    import('#app/(dashboard)/settings/validation-policy/_components/case-search.client.tsx').then(
      (view) => view.CaseSearch,
    ),
  { loading: () => <Skeleton className="h-9" /> },
)

type Choice = { id: string; name: string }
type ScopePickerProps = {
  suites: Choice[]
  suiteId: string | null
  case: Choice | null
}

const page = '/settings/validation-policy'

/** Whose policy the page shows: the organization's, a suite's, or a case's. */
export function ScopePicker({ suites, suiteId, case: testCase }: ScopePickerProps) {
  const router = useRouter()
  const show = (query: string) => router.push(`${page}${query}`, { scroll: false })
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Policy of" hint="A suite without a policy of its own has the organization’s.">
        {(control) => (
          <Select
            {...control}
            value={testCase ? '' : (suiteId ?? 'organization')}
            onChange={({ target }) =>
              show(target.value === 'organization' ? '' : `?suite=${target.value}`)
            }
          >
            {testCase && (
              <option value="" disabled>
                One case
              </option>
            )}
            <option value="organization">The whole organization</option>
            <optgroup label="Suites">
              {suites.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </optgroup>
          </Select>
        )}
      </Field>
      <Field label="or of one case" hint="A case without a policy of its own has its suite’s.">
        {(control) => (
          <CaseSearch control={control} value={testCase} onChoose={(id) => show(`?case=${id}`)} />
        )}
      </Field>
    </div>
  )
}
