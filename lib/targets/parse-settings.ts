import { z } from 'zod'

import { getConnector } from '#lib/connectors/registry.ts'

import { InvalidError } from '../errors.ts'
import { faultsOf } from '../format/faults.ts'

/** Connectors declare plain objects; what a person writes is held to them exactly, so that a typo is told. */
const exactly = (schema: z.ZodType) => (schema instanceof z.ZodObject ? schema.strict() : schema)

function parsePart(schema: z.ZodType, value: unknown, part: 'config' | 'secrets', label: string) {
  const result = exactly(schema).safeParse(value)
  if (result.success) return z.record(z.string(), z.json()).parse(result.data)
  const faults = faultsOf(result.error).map(({ path, message }) => ({
    path: path === '' ? part : `${part}.${path}`,
    message,
  }))
  throw new InvalidError(`The settings do not fit ${label}`, faults)
}

/** Settings by the connector's own schema, defaults filled in. Throws `InvalidError` naming each field. */
export function parseConfig(kind: string, config: unknown): Record<string, z.core.util.JSONType> {
  const connector = getConnector(kind)
  return parsePart(connector.config, config, 'config', connector.label)
}

/** Checks a complete set of secrets. The messages never quote a value. */
export function checkSecrets(kind: string, secrets: Record<string, string>): void {
  const connector = getConnector(kind)
  if (Object.keys(secrets).length > 0)
    parsePart(connector.secrets, secrets, 'secrets', connector.label)
}

/**
 * Where a configuration sends things: every address in it. Whoever changes one of a target with stored
 * secrets could have them sent elsewhere, and must be allowed to handle them.
 */
export function destinations(config: unknown): string[] {
  const found = new Set<string>()
  const visit = (part: unknown): void => {
    if (typeof part === 'string' && URL.canParse(part)) found.add(part)
    if (part !== null && typeof part === 'object') Object.values(part).forEach(visit)
  }
  visit(config)
  return [...found].toSorted()
}
