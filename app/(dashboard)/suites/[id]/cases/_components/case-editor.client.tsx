'use client'

import { useEffect } from 'react'
import { FormProvider, useForm, type Path } from 'react-hook-form'

import { CaseBasics } from '#app/(dashboard)/suites/[id]/cases/_components/case-basics.client.tsx'
import { LanguageFields } from '#app/(dashboard)/suites/[id]/cases/_components/language-fields.client.tsx'
import { MockFields } from '#app/(dashboard)/suites/[id]/cases/_components/mock-fields.client.tsx'
import { SaveBar } from '#app/(dashboard)/suites/[id]/cases/_components/save-bar.client.tsx'
import { TurnList } from '#app/(dashboard)/suites/[id]/cases/_components/turn-list.client.tsx'
import { useDraft } from '#app/(dashboard)/suites/[id]/cases/_components/use-draft.client.ts'
import { caseFaults, keysOf } from '#app/(dashboard)/suites/[id]/cases/_lib/case-faults.ts'
import {
  readDraft,
  toCaseForm,
  type CaseForm,
} from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { caseResolver } from '#app/(dashboard)/suites/[id]/cases/_lib/case-resolver.ts'
import { withQueries } from '#components/api/queries.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'
import type { ActionResult } from '#lib/platform/action-result.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

export type CaseEditorProps = {
  /** the case as it is saved, or a new one */
  value: CaseInput
  /** names the draft: the case's id and version, or `new` with the suite's id */
  draftKey: string
  /** the key of a saved case never changes: imports find it by this */
  isNew: boolean
  onSave: (value: CaseInput) => Promise<ActionResult>
}

function CaseEditorContent({ value, draftKey, isNew, onSave }: CaseEditorProps) {
  const draft = useDraft(draftKey)
  const form = useForm<CaseForm, unknown, CaseInput>({
    defaultValues: toCaseForm(value),
    resolver: caseResolver,
    mode: 'onBlur',
  })
  const { isDirty } = form.formState
  const { run, pending } = useAction(onSave)
  const { question } = useUnsavedGuard(
    () => isDirty && !pending,
    'What you changed stays as a draft in this tab: you can restore it when you come back.',
  )

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true, isDirty: true },
        callback: ({ values, isDirty: changed }) => {
          if (changed) draft.save(values)
        },
      }),
    [form, draft],
  )

  const save = form.handleSubmit(async (input) => {
    const result = await run(input)
    if (!result.ok) {
      const faults = result.faults.map(({ path, message }) => ({
        path: keysOf(path),
        message,
      }))
      const placed = [...caseFaults(faults, form.getValues())]
      for (const [at, [field, message]] of placed.entries())
        form.setError(field as Path<CaseForm>, { message }, { shouldFocus: at === 0 })
      return form.setError('root', { message: result.message })
    }
    draft.drop()
    form.reset(toCaseForm(input))
  })
  const restore = () => {
    if (draft.found !== null) form.reset(readDraft(draft.found), { keepDefaultValues: true })
    draft.drop()
  }

  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void save(event)} className="space-y-4">
        {draft.found !== null && !isDirty && (
          <div
            role="status"
            className="bg-running-soft flex flex-wrap items-center justify-between gap-2 rounded-lg px-4 py-2.5 text-sm"
          >
            You left unsaved changes to this case.
            <span className="flex gap-2">
              <Button size="sm" onClick={restore}>
                Restore them
              </Button>
              <Button size="sm" variant="ghost" onClick={draft.drop}>
                Discard
              </Button>
            </span>
          </div>
        )}
        <Card>
          <CardHeader title="Case" />
          <CardBody>
            <CaseBasics isNew={isNew} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Languages" description="The case is run once in each of them." />
          <CardBody>
            <LanguageFields />
          </CardBody>
        </Card>
        <TurnList />
        <MockFields />
        <SaveBar isNew={isNew} pending={pending} />
        {question}
      </form>
    </FormProvider>
  )
}

export const CaseEditor = withQueries(CaseEditorContent)
