import type { z } from 'zod'

/** What JSON can hold. */
export type Json = z.core.util.JSONType

/** The part of JSON Schema that settings use, as `z.toJSONSchema` writes it. */
export type JsonSchema = {
  type?: string | string[]
  title?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  contentMediaType?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  examples?: unknown[]
  /** `advanced`: seldom needed, so that forms fold it away */
  group?: string
  /** `percent`: a share from 0 to 1 that forms show and take in percent */
  shown_as?: string
}

export type SchemaField = {
  name: string
  label: string
  description: string | null
  required: boolean
  kind: 'text' | 'long' | 'url' | 'number' | 'switch' | 'choice' | 'list' | 'json' | 'group'
  choices: string[]
  /** of a group */
  fields: SchemaField[]
  /** a list or JSON whose default holds something: emptied by hand it must be sent, or the default would come back */
  sendsEmpty: 'list' | 'object' | null
  /** folded away under "Advanced" */
  isAdvanced: boolean
  /** what may be written there, as the form's text */
  example: string | null
  /** a share, which the form shows and takes in percent, as its bounds */
  isPercent: boolean
  /** that the text must match */
  pattern: string | null
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

/** Texts of several lines, such as certificates. */
const isLong = ({ contentMediaType, maxLength = 0 }: JsonSchema) =>
  contentMediaType !== undefined || (maxLength >= 10_000 && maxLength < Number.MAX_SAFE_INTEGER)

function kindOf(schema: JsonSchema): SchemaField['kind'] {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (schema.enum) return 'choice'
  if (type === 'boolean') return 'switch'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'string' && isLong(schema)) return 'long'
  if (type === 'string') return schema.format === 'uri' ? 'url' : 'text'
  if (type === 'object' && schema.properties) return 'group'
  return type === 'array' && schema.items?.type === 'string' ? 'list' : 'json'
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmpty = (value: unknown) => value === undefined || value === null

function toText(kind: SchemaField['kind'], value: unknown): string {
  if (isEmpty(value)) return kind === 'switch' ? 'false' : ''
  if (kind === 'list' && Array.isArray(value)) return value.join('\n')
  if (kind === 'group') return ''
  if (kind === 'json') return holdsNothing(value) ? '' : JSON.stringify(value, null, 2)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Nothing in it: the form shows an empty field instead of `{}` or `[]`. */
const holdsNothing = (value: unknown) =>
  Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0

function emptyOf(value: unknown): SchemaField['sendsEmpty'] {
  if (isEmpty(value) || holdsNothing(value)) return null
  return Array.isArray(value) ? 'list' : isRecord(value) ? 'object' : null
}

const exact = (value: number) => Number(value.toFixed(6))
export const asPercent = (share: number) => exact(share * 100)
const percentOf = (value: unknown) => (typeof value === 'number' ? asPercent(value) : value)

/** One form field for each property of an object schema; stored values win over defaults. */
export function schemaFields(
  schema: JsonSchema,
  values: Record<string, unknown> = {},
): SchemaField[] {
  return Object.entries(schema.properties ?? {}).map(([name, raw]) => {
    const property = concrete(raw)
    const kind = kindOf(property)
    const value = values[name] ?? property.default
    const isPercent = property.shown_as === 'percent'
    const bound = (limit: number | undefined) =>
      limit === undefined ? null : isPercent ? asPercent(limit) : limit
    return {
      name,
      kind,
      label: `${property.title ?? words(name)}${isPercent ? ', %' : ''}`,
      description: property.description ?? null,
      required: (schema.required ?? []).includes(name) && property.default === undefined,
      choices: (property.enum ?? []).map(String),
      fields: kind === 'group' ? schemaFields(property, isRecord(value) ? value : {}) : [],
      sendsEmpty: kind === 'group' ? null : emptyOf(property.default),
      isAdvanced: property.group === 'advanced',
      example: isEmpty(property.examples?.[0]) ? null : toText(kind, property.examples?.[0]),
      pattern: property.pattern ?? null,
      isPercent,
      minimum: bound(property.minimum),
      maximum: bound(property.maximum),
      initial: toText(kind, isPercent ? percentOf(value) : value),
    }
  })
}

/** A field's text as the value the schema wants; undefined when it is left empty. Throws on JSON that is none. */
export function fieldValue(
  field: Pick<SchemaField, 'kind'> & Partial<Pick<SchemaField, 'isPercent'>>,
  text: string,
): Json | undefined {
  if (field.kind === 'switch') return text === 'true'
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (field.kind === 'number')
    return field.isPercent ? exact(Number(trimmed) / 100) : Number(trimmed)
  if (field.kind === 'list')
    return trimmed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  return field.kind === 'json' ? (JSON.parse(trimmed) as Json) : trimmed
}
