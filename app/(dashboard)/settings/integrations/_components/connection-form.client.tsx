'use client'

import type { FormEvent, ReactNode } from 'react'

import { faultsByField, fieldNames } from '#components/settings-form/faults-by-field.ts'
import { schemaFields, type Json, type JsonSchema } from '#components/settings-form/json-schema.ts'
import { readFields, textsOf } from '#components/settings-form/read-fields.ts'
import { SchemaFields } from '#components/settings-form/schema-fields.tsx'
import { SecretFields } from '#components/settings-form/secret-fields.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { useFormSnapshot } from '#components/ui/form-snapshot.client.ts'
import { Input } from '#components/ui/input.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import { useFormErrors } from '#components/ui/use-form-errors.client.ts'
import { textOf } from '#components/ui/use-submit.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'
import type { ActionResult } from '#lib/platform/action-result.ts'

export type ConnectionFormProps = {
  config: JsonSchema
  secrets: JsonSchema
  /** names of secrets that may be made here */
  generable: readonly string[]
  name: string
  values: Record<string, unknown>
  /** what may be told of the secrets that are stored */
  facts: Record<string, ReactNode>
  submitLabel: string
  onSave: (input: ConnectionInput) => Promise<ActionResult>
}

export type ConnectionInput = {
  name: string
  config: Record<string, Json>
  /** those typed now, and null for those to be forgotten */
  secrets: Record<string, string | null>
}

/** Fields that a person left empty although they are needed have no value yet, stored or typed. */
function readForm(data: FormData, props: ConnectionFormProps) {
  const config = schemaFields(props.config, props.values)
  const secretFields = schemaFields(props.secrets).map((field) => ({
    ...field,
    required: field.required && !(field.name in props.facts),
  }))
  const read = readFields('config', config, data)
  const typed = readFields('secrets', secretFields, data)
  const removed = secretFields.filter(({ name }) => data.has(`remove.secrets.${name}`))
  const name = textOf(data, 'name')
  const secrets: ConnectionInput['secrets'] = {
    ...Object.fromEntries(removed.map((field) => [field.name, null])),
    ...textsOf(typed.values),
  }
  const errors = { ...read.errors, ...typed.errors, ...(name === '' && { name: 'Needs a name' }) }
  const names = ['name', ...fieldNames('config', config), ...fieldNames('secrets', secretFields)]
  return { input: { name, config: read.values, secrets }, errors, names }
}

/** Rendered from the integration's own schema: a new integration needs no new form. Errors lose nothing typed. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { form, errors, show } = useFormErrors()
  const { isDirty, saved } = useFormSnapshot(form)
  const { run, pending } = useAction(props.onSave)
  const { question } = useUnsavedGuard(() => !pending && isDirty())
  // What can be left as it is comes last.
  const config = schemaFields(props.config, props.values)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { input, errors: found, names } = readForm(new FormData(event.currentTarget), props)
    show(found)
    if (Object.keys(found).length > 0 || pending) return
    const result = await run(input)
    if (result.ok) return saved()
    show(faultsByField(names, result.message, result.faults))
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid gap-4 sm:grid-cols-2"
    >
      <Field
        label="Connection name"
        required
        hint="Seen in lists, logs and audit entries."
        error={errors.name}
        className="sm:col-span-2"
      >
        {(aria) => <Input {...aria} name="name" defaultValue={props.name} maxLength={200} />}
      </Field>
      <SchemaFields
        scope="config"
        fields={config.filter(({ kind }) => kind !== 'group')}
        errors={errors}
      />
      <SecretFields
        fields={schemaFields(props.secrets)}
        stored={Object.keys(props.facts)}
        facts={props.facts}
        generable={props.generable}
        removable
        errors={errors}
      />
      <SchemaFields
        scope="config"
        fields={config.filter(({ kind }) => kind === 'group')}
        errors={errors}
      />
      <div className="flex flex-wrap items-center justify-end gap-2 sm:col-span-2">
        <FieldError message={errors.root} />
        {question}
        <Button type="submit" disabled={pending}>
          {pending && <Spinner />} {props.submitLabel}
        </Button>
      </div>
    </form>
  )
}
