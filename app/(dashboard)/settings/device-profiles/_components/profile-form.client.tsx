'use client'

import { useState, type FormEvent } from 'react'

import { ConditionFields } from '#app/(dashboard)/settings/device-profiles/_components/condition-fields.client.tsx'
import { PreviewPanel } from '#app/(dashboard)/settings/device-profiles/_components/preview-panel.client.tsx'
import { readProfile } from '#app/(dashboard)/settings/device-profiles/_lib/read-profile.ts'
import type {
  AskPreview,
  ConditionForm,
  NoiseOption,
  ProfileValue,
} from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import { faultsByField } from '#components/settings-form/faults-by-field.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { useFormSnapshot } from '#components/ui/form-snapshot.client.ts'
import { Input } from '#components/ui/input.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useFormErrors } from '#components/ui/use-form-errors.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'
import type { ActionResult, Refusal } from '#lib/platform/action-result.ts'

export type ProfileFormProps = {
  conditions: ConditionForm[]
  /** null for a new one */
  profile: ProfileValue | null
  noises: NoiseOption[]
  /** offered for the preview, the first one chosen */
  languages: string[]
  onSave: (value: ProfileValue) => Promise<ActionResult>
  onPreview: AskPreview
}

/** Every name that a fault can be shown at. */
const namesOf = (conditions: ConditionForm[]) => [
  ...['name', 'description', 'seed'],
  ...conditions.flatMap(({ kind, schema }) => [
    `settings.${kind}`,
    ...Object.keys(schema.properties ?? {}).map((name) => `settings.${kind}.${name}`),
  ]),
]

/** The editor of a device profile beside what it sounds and looks like. The form keeps what was typed. */
export function ProfileForm(props: ProfileFormProps) {
  const { conditions, profile, noises, languages, onSave, onPreview } = props
  const { form, errors, show } = useFormErrors()
  const { isDirty, saved } = useFormSnapshot(form)
  const [used, setUsed] = useState(() => new Set(Object.keys(profile?.settings ?? {})))
  const { run, pending } = useAction(onSave)
  const { question } = useUnsavedGuard(() => !pending && isDirty())

  const refuse = ({ message, faults }: Refusal) =>
    show(faultsByField(namesOf(conditions), message, faults))
  /** null after faults have been shown at their fields */
  const read = (named: boolean): ProfileValue | null => {
    if (!form.current) return null
    const { value, errors: found } = readProfile(conditions, used, new FormData(form.current))
    const all = { ...found, ...(named && value.name === '' && { name: 'Needs a name' }) }
    show(all)
    return Object.keys(all).length === 0 ? value : null
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const value = read(true)
    if (!value || pending) return
    const answer = await run(value)
    if (answer.ok) saved()
    else refuse(answer)
  }
  const use = (kind: string, on: boolean) => {
    const next = new Set(used)
    if (on) next.add(kind)
    else next.delete(kind)
    setUsed(next)
  }

  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <Card>
        <CardHeader
          title="Conditions"
          description="Sound passes through them in this order, whatever was switched on first."
        />
        <CardBody>
          <form
            ref={form}
            noValidate
            onSubmit={(event) => void submit(event)}
            className="space-y-3"
          >
            <About profile={profile} errors={errors} />
            {conditions.map((condition) => (
              <ConditionFields
                key={condition.kind}
                condition={condition}
                value={profile?.settings[condition.kind]}
                used={used.has(condition.kind)}
                onUse={(on) => use(condition.kind, on)}
                noises={noises}
                errors={errors}
              />
            ))}
            <div className="flex flex-wrap items-center justify-end gap-3 pt-1">
              <FieldError message={errors['root']} />
              {question}
              <Button type="submit" disabled={pending}>
                {pending && <Spinner />} {profile ? 'Save profile' : 'Add profile'}
              </Button>
            </div>
          </form>
        </CardBody>
      </Card>
      <PreviewPanel
        languages={languages}
        read={() => read(false)}
        onPreview={onPreview}
        onRefused={refuse}
      />
    </div>
  )
}

function About({
  profile,
  errors,
}: {
  profile: ProfileValue | null
  errors: Record<string, string>
}) {
  return (
    <div className="grid gap-4 pb-1 sm:grid-cols-2">
      <Field label="Name" required error={errors['name']}>
        {(aria) => (
          <Input {...aria} name="name" defaultValue={profile?.name ?? ''} maxLength={200} />
        )}
      </Field>
      <Field
        label="Seed"
        hint="Another seed is another noise of the same kind."
        error={errors['seed']}
      >
        {(aria) => (
          <Input {...aria} name="seed" type="number" min={0} defaultValue={profile?.seed ?? 1} />
        )}
      </Field>
      <Field label="Description" error={errors['description']} className="sm:col-span-2">
        {(aria) => (
          <Input
            {...aria}
            name="description"
            defaultValue={profile?.description ?? ''}
            maxLength={500}
          />
        )}
      </Field>
    </div>
  )
}
