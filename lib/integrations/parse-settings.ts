import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { parsePart } from '#lib/platform/parse-settings.ts'

/** Settings by the integration's own schema, defaults filled in. Throws `InvalidError` naming each field. */
export const parseConfig = (kind: string, config: unknown) =>
  parsePart(getIntegration(kind), 'config', config)

/** Checks a complete set of secrets. The messages never quote a value. */
export function checkSecrets(kind: string, secrets: Record<string, string>): void {
  parsePart(getIntegration(kind), 'secrets', secrets)
}

/** Names of the secrets that deliveries are verified with; they may be rotated with an overlap. */
export const inboundFields = (kind: string): readonly string[] =>
  getIntegration(kind).inboundSecrets ?? []
