import { faultsByField, fieldNames } from '#components/settings-form/faults-by-field.ts'
import {
  schemaFields,
  type Json,
  type JsonSchema,
  type SchemaField,
} from '#components/settings-form/json-schema.ts'
import { readFields, textsOf } from '#components/settings-form/read-fields.ts'
import { textOf } from '#components/ui/use-submit.client.ts'
import type { Refusal } from '#lib/platform/action-result.ts'

export type ConnectorOption = {
  kind: string
  label: string
  config: JsonSchema
  secrets: JsonSchema
}

export type TargetValue = {
  name: string
  connector: string
  config: Record<string, Json>
  /** names of the secrets that are stored; their values never leave the server */
  stored_secrets: string[]
}

export type TargetInput = {
  name: string
  connector: string
  config: Record<string, Json>
  /** only those that were typed now */
  secrets: Record<string, string>
}

export type TargetFields = {
  kind: string
  config: SchemaField[]
  secrets: SchemaField[]
  /** names of secrets that are stored for this connector */
  stored: string[]
}

/** What is asked of a target of a connector; stored values belong to the connector that they were saved for. */
export function targetFields(
  connectors: ConnectorOption[],
  kind: string,
  target: TargetValue | null,
): TargetFields {
  const connector = connectors.find((one) => one.kind === kind)
  const isSame = target?.connector === kind
  return {
    kind,
    config: connector ? schemaFields(connector.config, isSame ? target.config : {}) : [],
    secrets: connector ? schemaFields(connector.secrets) : [],
    stored: isSame ? target.stored_secrets : [],
  }
}

/** What was typed, and what is wrong with it by field. */
export function readTarget(fields: TargetFields, data: FormData) {
  const name = textOf(data, 'name')
  const config = readFields('config', fields.config, data)
  const secrets = readFields(
    'secrets',
    fields.secrets.map((field) => ({
      ...field,
      required: field.required && !fields.stored.includes(field.name),
    })),
    data,
  )
  const input: TargetInput = {
    name,
    connector: fields.kind,
    config: config.values,
    secrets: textsOf(secrets.values),
  }
  const errors = {
    ...(name === '' && { name: 'Needs a name' }),
    ...secrets.errors,
    ...config.errors,
  }
  return { input, errors }
}

/** What the server refuses, at the fields of the form. */
export function targetErrors(fields: TargetFields, { message, faults }: Refusal) {
  const names = [
    'name',
    ...fieldNames('config', fields.config),
    ...fieldNames('secrets', fields.secrets),
  ]
  return faultsByField(names, message, faults)
}
