import { z } from 'zod'

import { InvalidError } from '../errors.ts'
import { faultsOf } from '../format/faults.ts'
import { getIntegration } from './registry.ts'

/** Integrations declare plain objects; what a person writes is held to them exactly, so that a typo is told. */
const exactly = (schema: z.ZodType) => (schema instanceof z.ZodObject ? schema.strict() : schema)

function parsePart(kind: string, part: 'config' | 'secrets', value: unknown) {
  const integration = getIntegration(kind)
  const result = exactly(integration[part]).safeParse(value)
  if (result.success) return z.record(z.string(), z.json()).parse(result.data)
  const faults = faultsOf(result.error).map(({ path, message }) => ({
    path: path === '' ? part : `${part}.${path}`,
    message,
  }))
  throw new InvalidError(`The settings do not fit ${integration.label}`, faults)
}

/** Settings by the integration's own schema, defaults filled in. Throws `InvalidError` naming each field. */
export const parseConfig = (kind: string, config: unknown) => parsePart(kind, 'config', config)

/** Checks a complete set of secrets. The messages never quote a value. */
export function checkSecrets(kind: string, secrets: Record<string, string>): void {
  parsePart(kind, 'secrets', secrets)
}

/** Names of the secrets that deliveries are verified with; they may be rotated with an overlap. */
export const inboundFields = (kind: string): readonly string[] =>
  getIntegration(kind).inboundSecrets ?? []

/** Every address in a configuration: where its secrets are sent. */
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
