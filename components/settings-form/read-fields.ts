import { fieldValue, type SchemaField } from '#components/settings-form/json-schema.ts'

export type ReadFields = {
  values: Record<string, unknown>
  /** by `scope.name` */ errors: Record<string, string>
}

function fault(field: SchemaField, value: unknown): string | null {
  if (value === undefined) return field.required ? 'Needs a value' : null
  if (field.kind === 'url' && !(typeof value === 'string' && URL.canParse(value)))
    return 'Must be an address such as https://example.com'
  if (field.kind !== 'number') return null
  if (typeof value !== 'number' || Number.isNaN(value)) return 'Must be a number'
  if (field.minimum !== null && value < field.minimum) return `Must be at least ${field.minimum}`
  return field.maximum !== null && value > field.maximum ? `Must be at most ${field.maximum}` : null
}

/** Values of a submitted form by the fields they belong to. Empty optional ones are left out. */
export function readFields(scope: string, fields: SchemaField[], data: FormData): ReadFields {
  const values: Record<string, unknown> = {}
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
      else if (field.sendsEmpty) values[field.name] = []
    } catch {
      errors[`${scope}.${field.name}`] = 'Is not JSON'
    }
  }
  return { values, errors }
}
