/** The part of JSON Schema that connector settings use, as `z.toJSONSchema` writes it. */
export type JsonSchema = {
  type?: string | string[]
  title?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  format?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

export type SchemaField = {
  name: string
  label: string
  description: string | null
  required: boolean
  kind: 'text' | 'url' | 'number' | 'switch' | 'choice' | 'list' | 'json'
  choices: string[]
  minimum: number | null
  maximum: number | null
  /** as the form's text; a switch holds `true` or `false` */
  initial: string
}

const words = (name: string) =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
    .replace(/^./, (first) => first.toUpperCase())

/** An optional part is often written as "this or null": the form shows the part. */
function concrete(schema: JsonSchema): JsonSchema {
  const branches = schema.anyOf?.filter((branch) => branch.type !== 'null') ?? []
  return branches.length === 1 ? { ...branches[0], ...schema } : schema
}

function kindOf(schema: JsonSchema): SchemaField['kind'] {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (schema.enum) return 'choice'
  if (type === 'boolean') return 'switch'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'string') return schema.format === 'uri' ? 'url' : 'text'
  return type === 'array' && schema.items?.type === 'string' ? 'list' : 'json'
}

const isEmpty = (value: unknown) => value === undefined || value === null

function toText(kind: SchemaField['kind'], value: unknown): string {
  if (isEmpty(value)) return kind === 'switch' ? 'false' : ''
  if (kind === 'list' && Array.isArray(value)) return value.join('\n')
  if (kind === 'json') return JSON.stringify(value, null, 2)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** One form field for each property of an object schema; stored values win over defaults. */
export function schemaFields(
  schema: JsonSchema,
  values: Record<string, unknown> = {},
): SchemaField[] {
  return Object.entries(schema.properties ?? {}).map(([name, raw]) => {
    const property = concrete(raw)
    const kind = kindOf(property)
    return {
      name,
      kind,
      label: property.title ?? words(name),
      description: property.description ?? null,
      required: (schema.required ?? []).includes(name) && property.default === undefined,
      choices: (property.enum ?? []).map(String),
      minimum: property.minimum ?? null,
      maximum: property.maximum ?? null,
      initial: toText(kind, values[name] ?? property.default),
    }
  })
}

/** A field's text as the value the schema wants; undefined when it is left empty. Throws on JSON that is none. */
export function fieldValue(field: Pick<SchemaField, 'kind'>, text: string): unknown {
  if (field.kind === 'switch') return text === 'true'
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (field.kind === 'number') return Number(trimmed)
  if (field.kind === 'list')
    return trimmed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  return field.kind === 'json' ? (JSON.parse(trimmed) as unknown) : trimmed
}
