'use client'

import { useRouter } from 'next/navigation'

import { findCasesAction } from '#app/(dashboard)/settings/validation-policy/actions.ts'
import { Field } from '#components/ui/field.tsx'
import { SearchSelect } from '#components/ui/search-select.client.tsx'
import { Select } from '#components/ui/select.tsx'

type Choice = { id: string; name: string }
type ScopePickerProps = {
  suites: Choice[]
  suiteId: string | null
  case: Choice | null
}

const page = '/settings/validation-policy'

const toOption = ({ id, name, suite }: { id: string; name: string; suite: string }) => ({
  value: id,
  label: name,
  detail: suite,
})

async function findCases(text: string) {
  const result = await findCasesAction(text)
  return result.ok ? result.data.map(toOption) : []
}

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
          <SearchSelect
            control={control}
            queryKey="policy-cases"
            placeholder="Find a case"
            value={testCase && { value: testCase.id, label: testCase.name, detail: '' }}
            search={findCases}
            onChange={(found) => found && show(`?case=${found.value}`)}
          />
        )}
      </Field>
    </div>
  )
}
