'use client'

import { useRouter } from 'next/navigation'

import { CaseSkeleton } from '#app/(dashboard)/suites/[id]/cases/_components/case-skeleton.tsx'
import { createCaseAction, updateCaseAction } from '#app/(dashboard)/suites/actions.ts'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { toast } from '#components/ui/toast.client.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

const CaseEditor = lazyView(
  () =>
    import('#app/(dashboard)/suites/[id]/cases/_components/case-editor.client.tsx').then(
      (view) => view.CaseEditor,
    ),
  { loading: ({ value }) => <CaseSkeleton value={value} /> },
)

type NewCaseProps = { suiteId: string; value: CaseInput }

export function NewCase({ suiteId, value }: NewCaseProps) {
  const router = useRouter()
  const save = async (input: CaseInput) => {
    const result = await createCaseAction({ suiteId, input })
    if (result.ok) {
      toast.success(`Created ${input.name}`)
      // Back leads to the suite, not to an empty form.
      router.replace(`/suites/${suiteId}/cases/${result.data}`)
    }
    return result
  }
  return <CaseEditor value={value} draftKey={`new-${suiteId}`} isNew onSave={save} />
}

type EditCaseProps = { caseId: string; version: number; value: CaseInput }

export function EditCase({ caseId, version, value }: EditCaseProps) {
  const save = async (input: CaseInput) => {
    const result = await updateCaseAction({ id: caseId, version, input })
    if (result.ok)
      toast.success(result.data === version ? 'Nothing changed' : `Saved as version ${result.data}`)
    return result
  }
  return <CaseEditor value={value} draftKey={`${caseId}-${version}`} isNew={false} onSave={save} />
}
