'use client'

import { useState, useTransition, type FormEvent } from 'react'

import type { ActionResult } from '#components/runs/start-run-types.ts'
import { schemaFields, type JsonSchema } from '#components/settings-form/json-schema.ts'
import { readFields } from '#components/settings-form/read-fields.ts'
import { SchemaFields } from '#components/settings-form/schema-fields.tsx'
import { SecretFields } from '#components/settings-form/secret-fields.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Spinner } from '#components/ui/spinner.tsx'

export type ConnectorOption = {
  kind: string
  label: string
  config: JsonSchema
  secrets: JsonSchema
}

export type TargetValue = {
  name: string
  connector: string
  config: Record<string, unknown>
  /** names of the secrets that are stored; their values never leave the server */
  stored_secrets: string[]
}

export type TargetInput = {
  name: string
  connector: string
  config: Record<string, unknown>
  /** only those that were typed now */
  secrets: Record<string, unknown>
}

export type TargetFormProps = {
  connectors: ConnectorOption[]
  /** null for a new target */
  target: TargetValue | null
  onSave: (input: TargetInput) => Promise<ActionResult>
  onCancel?: () => void
}

/** Faults at the fields they name: one deep in a setting (`config.languages["de-DE"]`) at the setting. */
function serverErrors(root: string, faults: { path: string; message: string }[]) {
  const errors: Record<string, string> = { root }
  for (const { path, message } of faults)
    errors[/^(name|(config|secrets)\.\w+)/.exec(path)?.[0] ?? 'root'] = message
  return errors
}

/** Rendered from the connector's own schema: a new connector needs no new form. */
export function TargetForm({ connectors, target, onSave, onCancel }: TargetFormProps) {
  const [kind, setKind] = useState(target?.connector ?? connectors[0]?.kind ?? '')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [pending, startTransition] = useTransition()
  const connector = connectors.find((one) => one.kind === kind)
  const same = target?.connector === kind
  const config = connector ? schemaFields(connector.config, same ? target.config : {}) : []
  const secrets = connector ? schemaFields(connector.secrets) : []
  const stored = same ? target.stored_secrets : []

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const typedName = data.get('name')
    const name = typeof typedName === 'string' ? typedName.trim() : ''
    const read = readFields('config', config, data)
    const typed = readFields(
      'secrets',
      secrets.map((field) => ({
        ...field,
        required: field.required && !stored.includes(field.name),
      })),
      data,
    )
    const found = { ...read.errors, ...typed.errors, ...(name === '' && { name: 'Needs a name' }) }
    setErrors(found)
    if (Object.keys(found).length > 0) return
    startTransition(async () => {
      const result = await onSave({
        name,
        connector: kind,
        config: read.values,
        secrets: typed.values,
      })
      if (!result.ok) setErrors(serverErrors(result.message, result.faults ?? []))
    })
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" required error={errors.name}>
        {(aria) => (
          <Input {...aria} name="name" defaultValue={target?.name ?? ''} maxLength={200} />
        )}
      </Field>
      <Field label="Connector" hint="The protocol that the voice AI speaks.">
        {(aria) => (
          <Select {...aria} value={kind} onChange={(event) => setKind(event.target.value)}>
            {connectors.map((one) => (
              <option key={one.kind} value={one.kind}>
                {one.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <SchemaFields key={`config-${kind}`} scope="config" fields={config} errors={errors} />
      <SecretFields key={`secrets-${kind}`} fields={secrets} stored={stored} errors={errors} />
      <div className="flex flex-wrap items-center justify-end gap-2 sm:col-span-2">
        <FieldError message={errors.root} />
        {onCancel && (
          <Button variant="outline" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" disabled={pending}>
          {pending && <Spinner />} {target ? 'Save target' : 'Add target'}
        </Button>
      </div>
    </form>
  )
}
