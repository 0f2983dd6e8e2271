import { z } from 'zod'

import type { Json } from '#lib/platform/json.ts'

type JsonSchema = {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  const?: Json
  enum?: Json[]
  type?: string
  format?: string
  pattern?: string
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  prefixItems?: JsonSchema[]
  minItems?: number
  minimum?: number
  exclusiveMinimum?: number
}

export type Leaf = readonly (string | number)[]
export type Sample = { value: Json; texts: Leaf[] }

const formats: Readonly<Record<string, string>> = {
  uuid: '01a20488-211e-7459-a43b-f6d255621edc',
  'date-time': '2031-01-01T00:00:00Z',
  date: '2031-01-01',
  email: 'somebody@example.test',
  uri: 'https://example.test/',
}

/** Builds a value that a schema may take, and notes where its texts are. */
class Sampler {
  readonly texts: Leaf[] = []
  readonly #defs: Record<string, JsonSchema>

  constructor(root: JsonSchema) {
    this.#defs = root.$defs ?? {}
  }

  make(schema: JsonSchema, path: Leaf): Json {
    if (path.length > 12) return null
    const { $ref, anyOf, oneOf, allOf } = schema
    if ($ref !== undefined) return this.make(this.#defs[$ref.split('/').at(-1) ?? ''] ?? {}, path)
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return schema.enum[0] ?? null
    const branch = (anyOf ?? oneOf)?.find(({ type }) => type !== 'null')
    if (branch) return this.make(branch, path)
    if (allOf) return Object.assign({}, ...allOf.map((part) => this.make(part, path))) as Json
    return this.#ofType(schema, path)
  }

  #ofType(schema: JsonSchema, path: Leaf): Json {
    if (schema.type === 'object') return this.#object(schema, path)
    if (schema.type === 'array') {
      const items = schema.prefixItems ?? [schema.items ?? {}]
      return items.map((item, index) => this.make(item, [...path, index]))
    }
    if (schema.type === 'boolean') return true
    if (schema.type === 'integer' || schema.type === 'number')
      return Math.max(1, schema.minimum ?? 0, (schema.exclusiveMinimum ?? -1) + 1)
    if (schema.type === 'null') return null
    this.texts.push(path)
    return formats[schema.format ?? ''] ?? 'a'
  }

  #object({ properties = {}, additionalProperties }: JsonSchema, path: Leaf): Json {
    const made = Object.entries(properties).map(
      ([key, inner]) => [key, this.make(inner, [...path, key])] as const,
    )
    const more = typeof additionalProperties === 'object' ? additionalProperties : null
    if (more) made.push(['some', this.make(more, [...path, 'some'])])
    return Object.fromEntries(made)
  }
}

/** A value with every field of a schema, and the places of its texts. Whether the schema takes it is not certain. */
export function sampleOf(schema: z.ZodType): Sample {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const sampler = new Sampler(root)
  return { value: sampler.make(root, []), texts: sampler.texts }
}

/** The same value with another text at one place. */
export function withText(value: Json, [key, ...rest]: Leaf, text: string): Json {
  if (key === undefined) return text
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withText(item, rest, text) : item))
  if (value === null || typeof value !== 'object') return value
  return { ...value, [key]: withText(value[key] ?? null, rest, text) }
}
