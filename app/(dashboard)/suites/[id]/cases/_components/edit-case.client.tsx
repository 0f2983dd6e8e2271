'use client'

import { useRouter } from 'next/navigation'

import { CaseEditor } from '#app/(dashboard)/suites/[id]/cases/_components/case-editor.client.tsx'
import { createCaseAction, updateCaseAction } from '#app/(dashboard)/suites/actions.ts'
import { toast } from '#components/ui/toast.client.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

type NewCaseProps = { suiteId: string; value: CaseInput }

export function NewCase({ suiteId, value }: NewCaseProps) {
  const router = useRouter()
  const save = async (input: CaseInput) => {
    const result = await createCaseAction({ suiteId, input })
    if (result.ok) {
      toast.success(`Created ${input.name}`)
      router.push(`/suites/${suiteId}/cases/${result.data}`)
    }
    return result
  }
  return <CaseEditor value={value} draftKey={`new-${suiteId}`} isNew onSave={save} />
}

type EditCaseProps = { caseId: string; version: number; value: CaseInput }

export function EditCase({ caseId, version, value }: EditCaseProps) {
  // The editor's own status says that it is saved; a toast would lie over its button.
  const save = (input: CaseInput) => updateCaseAction({ id: caseId, version, input })
  return <CaseEditor value={value} draftKey={`${caseId}-${version}`} isNew={false} onSave={save} />
}
