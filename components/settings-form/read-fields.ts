import {
  asPercent,
  fieldValue,
  type Json,
  type SchemaField,
} from '#components/settings-form/json-schema.ts'

export type ReadFields = {
  values: Record<string, Json>
  /** by `scope.name` */ errors: Record<string, string>
}

function fault(field: SchemaField, value: unknown): string | null {
  if (value === undefined) return field.required ? 'Is required' : null
  if (field.kind === 'url' && !(typeof value === 'string' && URL.canParse(value)))
    return 'Must be an address such as https://example.com'
  if (field.kind !== 'number') return null
  if (typeof value !== 'number' || Number.isNaN(value)) return 'Must be a number'
  const shown = field.isPercent ? asPercent(value) : value
  if (field.minimum !== null && shown < field.minimum) return `Must be ${field.minimum} or more`
  return field.maximum !== null && shown > field.maximum ? `Must be ${field.maximum} or less` : null
}

/** Values of a submitted form by the fields they belong to. Empty optional ones are left out. */
export function readFields(scope: string, fields: SchemaField[], data: FormData): ReadFields {
  const values: Record<string, Json> = {}
  const errors: Record<string, string> = {}
  for (const field of fields) {
    if (field.kind === 'group') {
      const inner = readFields(`${scope}.${field.name}`, field.fields, data)
      values[field.name] = inner.values
      Object.assign(errors, inner.errors)
      continue
    }
    const raw = data.get(`${scope}.${field.name}`)
    const text = field.kind === 'switch' ? String(raw === 'on') : typeof raw === 'string' ? raw : ''
    try {
      const value = fieldValue(field, text)
      const message = fault(field, value)
      if (message !== null) errors[`${scope}.${field.name}`] = message
      else if (value !== undefined) values[field.name] = value
      else if (field.sendsEmpty) values[field.name] = field.sendsEmpty === 'list' ? [] : {}
    } catch {
      errors[`${scope}.${field.name}`] =
        'This is not valid JSON. Check quotes, commas and brackets.'
    }
  }
  return { values, errors }
}

/** Values as the texts that secrets are sent as. */
export const textsOf = (values: Record<string, Json>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
