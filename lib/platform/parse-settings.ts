import { z } from 'zod'

import { InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** What has settings of its own: a connector, an integration. */
type Definition = { label: string; config: z.ZodType; secrets: z.ZodType }

/** Definitions declare plain objects; what a person writes is held to them exactly, so that a typo is told. */
const exactly = (schema: z.ZodType) => (schema instanceof z.ZodObject ? schema.strict() : schema)

/**
 * One part of somebody's settings by the definition's own schema, defaults filled in. Throws `InvalidError` naming
 * each field; its messages never quote a value.
 */
export function parsePart(
  definition: Definition,
  part: 'config' | 'secrets',
  value: unknown,
): Record<string, z.core.util.JSONType> {
  const result = exactly(definition[part]).safeParse(value)
  if (result.success) return z.record(z.string(), z.json()).parse(result.data)
  const faults = faultsOf(result.error).map(({ path, message }) => ({
    path: path === '' ? part : `${part}.${path}`,
    message,
  }))
  throw new InvalidError(`The settings do not fit ${definition.label}`, faults)
}

/**
 * Where a configuration sends things: every address, and every text of a field that is called one. Whoever changes
 * one could have stored secrets sent elsewhere.
 */
export function destinations(config: unknown): string[] {
  const found = new Set<string>()
  const visit = (part: unknown, key: string): void => {
    if (typeof part === 'string' && (URL.canParse(part) || /host|url/.test(key))) found.add(part)
    if (part !== null && typeof part === 'object')
      for (const [name, inner] of Object.entries(part)) visit(inner, name)
  }
  visit(config, '')
  return [...found].toSorted()
}
