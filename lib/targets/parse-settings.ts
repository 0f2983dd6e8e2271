import { getConnector } from '#lib/engines/connectors/registry.ts'
import { parsePart } from '#lib/platform/parse-settings.ts'

/** Settings by the connector's own schema, defaults filled in. Throws `InvalidError` naming each field. */
export const parseConfig = (kind: string, config: unknown) =>
  parsePart(getConnector(kind), 'config', config)

/** Checks a complete set of secrets. The messages never quote a value. */
export function checkSecrets(kind: string, secrets: Record<string, string>): void {
  const connector = getConnector(kind)
  if (Object.keys(secrets).length > 0) parsePart(connector, 'secrets', secrets)
}
