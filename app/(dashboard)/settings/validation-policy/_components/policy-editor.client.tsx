'use client'

import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'

import {
  ConflictNotice,
  type Conflict,
} from '#app/(dashboard)/settings/validation-policy/_components/conflict-notice.client.tsx'
import {
  comparePolicyAction,
  savePolicyAction,
} from '#app/(dashboard)/settings/validation-policy/actions.ts'
import {
  isSameForm,
  mergeForms,
  readPolicyForm,
  toPolicyForm,
  type PolicyForm,
} from '#components/policies/policy-form.ts'
import {
  SettingsFields,
  type ValidatorOption,
} from '#components/policies/settings-fields.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useFormErrors } from '#components/ui/use-form-errors.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'
import type { PolicyInForceView, SavePolicyInput } from '#lib/policies/schema.ts'

export type Subject = Pick<SavePolicyInput, 'scope'> & {
  suite_id: string | null
  case_id: string | null
}

type PolicyEditorProps = {
  subject: Subject
  /** `this suite`, said of what the settings hold for */
  of: string
  inForce: PolicyInForceView
  validators: ValidatorOption[]
  canWrite: boolean
}

/** What was typed, and what it started from: a newer version that arrives meanwhile does not replace it. */
type Draft = { form: PolicyForm; note: string; began: PolicyInForceView }

const queryOf = ({ suite_id, case_id }: Subject) => ({
  ...(suite_id !== null && { suite_id }),
  ...(case_id !== null && { case_id }),
})

function usePolicyDraft({ subject, inForce }: PolicyEditorProps) {
  const router = useRouter()
  const [draft, setDraft] = useState<Draft | null>(null)
  const { form: element, errors, show } = useFormErrors()
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const now: Draft = draft ?? { form: toPolicyForm(inForce.settings), note: '', began: inForce }
  const began = toPolicyForm(now.began.settings)
  const dirty = draft !== null && !isSameForm(draft.form, began, now.began.settings)

  const reset = () => {
    setDraft(null)
    show({})
    setConflict(null)
  }
  const { run, pending } = useAction(savePolicyAction, {
    done: (version) => `Saved as version ${version}`,
    onDone: () => {
      reset()
      router.refresh()
    },
  })
  const { question } = useUnsavedGuard(() => dirty && !pending)
  const send = async (form: PolicyForm, base: PolicyInForceView) => {
    const read = readPolicyForm(form, base.settings)
    if ('errors' in read) return show(read.errors)
    const { settings } = read
    const result = await run({
      ...subject,
      ...{ settings, note: now.note, base_version: base.base_version },
    })
    if (result.ok) return
    show({ root: result.message })
    if (result.code !== 'conflict') return
    const compared = await comparePolicyAction({ of: queryOf(subject), began: now.began.settings })
    if (compared.ok) setConflict(compared.data)
  }
  return {
    ...{ element, now, dirty, errors, conflict, pending, question, reset },
    change: (part: Partial<Draft>) => setDraft({ ...now, ...part }),
    save: () => void send(now.form, now.began),
    saveOnTop: () => {
      if (!conflict) return
      const { current } = conflict
      void send(mergeForms(began, now.form, toPolicyForm(current.settings)), current)
    },
  }
}

export function PolicyEditor(props: PolicyEditorProps) {
  const { validators, canWrite, of } = props
  const { element, now, dirty, errors, conflict, pending, ...edit } = usePolicyDraft(props)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    edit.save()
  }
  return (
    <form
      ref={element}
      noValidate
      onSubmit={submit}
      className="space-y-5"
      aria-label="Validation policy"
    >
      {edit.question}
      <SettingsFields
        form={now.form}
        errors={errors}
        validators={validators}
        disabled={!canWrite}
        onChange={(form) => edit.change({ form })}
      />
      {canWrite && (
        <>
          <Field
            label="Why?"
            hint={`Kept with the new version. It holds for ${of} from the next verdict on; what was judged stays until you judge it again.`}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                className="min-h-9"
                maxLength={2_000}
                value={now.note}
                onChange={({ target }) => edit.change({ note: target.value })}
              />
            )}
          </Field>
          {conflict && (
            <ConflictNotice
              conflict={conflict}
              pending={pending}
              onSaveOnTop={edit.saveOnTop}
              onTakeTheirs={edit.reset}
            />
          )}
          <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
            {!conflict && <FieldError message={errors['root']} />}
            <p role="status" className="text-muted-foreground text-xs">
              {dirty ? 'Unsaved changes' : 'Nothing changed'}
            </p>
            {dirty && (
              <Button variant="outline" onClick={edit.reset}>
                Undo changes
              </Button>
            )}
            <Button type="submit" disabled={pending || !dirty || conflict !== null}>
              {pending && <Spinner />} Save new version
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
