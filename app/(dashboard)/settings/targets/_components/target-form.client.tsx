'use client'

import { useState, type FormEvent } from 'react'

import { CheckTargetButton } from '#app/(dashboard)/settings/targets/_components/check-target-button.client.tsx'
import {
  readTarget,
  targetErrors,
  targetFields,
  type ConnectorOption,
  type TargetInput,
  type TargetValue,
} from '#app/(dashboard)/settings/targets/_lib/target-form.ts'
import { AdvancedFields } from '#components/settings-form/advanced-fields.tsx'
import { arrangeFields } from '#components/settings-form/arrange-fields.ts'
import { SchemaFields } from '#components/settings-form/schema-fields.tsx'
import { SecretFields } from '#components/settings-form/secret-fields.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { useFormSnapshot } from '#components/ui/form-snapshot.client.ts'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useFormErrors } from '#components/ui/use-form-errors.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'
import type { ActionResult, Refusal } from '#lib/platform/action-result.ts'
import type { CheckView } from '#lib/targets/schema.ts'

export type TargetFormProps = {
  connectors: ConnectorOption[]
  /** null for a new target */
  target: TargetValue | null
  onSave: (input: TargetInput) => Promise<ActionResult>
  /** asks the voice AI with what is typed; nothing is stored */
  onCheck: (input: TargetInput) => Promise<ActionResult<CheckView>>
}

const faulty: Refusal = {
  ok: false,
  code: 'invalid',
  message: 'Fill in the marked fields first.',
  faults: [],
}

function useTargetForm({ connectors, target, onSave, onCheck }: TargetFormProps) {
  const [kind, setKind] = useState(target?.connector ?? connectors[0]?.kind ?? '')
  const fields = targetFields(connectors, kind, target)
  const { form, errors, show } = useFormErrors()
  const { isDirty, saved } = useFormSnapshot(form)
  const { run, pending } = useAction(onSave)
  const { question } = useUnsavedGuard(() => !pending && isDirty())

  /** null after what is wrong has been shown; a check needs no name */
  const read = (isNamed: boolean) => {
    if (!form.current) return null
    const { input, errors: found } = readTarget(fields, new FormData(form.current))
    if (!isNamed) delete found.name
    show(found)
    return Object.keys(found).length === 0 ? input : null
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const input = read(true)
    if (!input || pending) return
    const result = await run(input)
    if (result.ok) saved()
    else show(targetErrors(fields, result))
  }
  const check = async () => {
    const input = read(false)
    if (!input) return faulty
    const result = await onCheck(input)
    if (!result.ok && result.faults.length > 0) show(targetErrors(fields, result))
    return result
  }
  return { form, fields, errors, pending, question, kind, setKind, submit, check }
}

/** Rendered from the connector's own schema: a new connector needs no new form. */
export function TargetForm(props: TargetFormProps) {
  const { connectors, target } = props
  const { form, fields, errors, pending, kind, ...edit } = useTargetForm(props)
  const { main, advanced } = arrangeFields(fields.config)
  const secrets = (required: boolean) => (
    <SecretFields
      key={`secrets-${kind}-${required}`}
      fields={fields.secrets.filter((field) => field.required === required)}
      stored={fields.stored}
      errors={errors}
    />
  )
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => void edit.submit(event)}
      className="grid gap-4 sm:grid-cols-2"
    >
      <Field label="Name" required error={errors.name}>
        {(aria) => (
          <Input {...aria} name="name" defaultValue={target?.name ?? ''} maxLength={200} />
        )}
      </Field>
      <Field
        label="Connector"
        hint={
          target
            ? 'It cannot be changed: add a target for another connector.'
            : 'The protocol that the voice AI speaks.'
        }
      >
        {(aria) => (
          <Select
            {...aria}
            name="connector"
            value={kind}
            disabled={target !== null}
            onChange={(event) => edit.setKind(event.target.value)}
          >
            {connectors.map((one) => (
              <option key={one.kind} value={one.kind}>
                {one.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {secrets(true)}
      <SchemaFields key={`config-${kind}`} scope="config" fields={main} errors={errors} />
      {secrets(false)}
      <AdvancedFields key={`more-${kind}`} scope="config" fields={advanced} errors={errors} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 sm:col-span-2">
        <CheckTargetButton label="Check connection" onCheck={edit.check} />
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <FieldError message={errors.root} />
          <Button type="submit" disabled={pending}>
            {pending && <Spinner />} {target ? 'Save target' : 'Add target'}
          </Button>
        </div>
      </div>
      {edit.question}
    </form>
  )
}
