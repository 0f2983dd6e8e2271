import type { FilePlan, PlannedConnection } from '#lib/integrations/managed/types.ts'

/** Secrets of which one is enough: what the file gives must not be joined by the other. */
const alternatives: Readonly<Record<string, readonly string[]>> = {
  webhook_url: ['bot_token'],
  token: ['app_private_key'],
}

function missing(secrets: PlannedConnection['secrets'], field: string): boolean {
  const others = alternatives[field] ?? []
  return [field, ...others].every((one) => secrets[one] === undefined)
}

function filled<C extends PlannedConnection>(connection: C, environment: PlannedConnection[]): C {
  const given = environment
    .filter(({ kind }) => kind === connection.kind)
    .flatMap(({ secrets }) => Object.entries(secrets))
    .filter(([field]) => missing(connection.secrets, field))
  return { ...connection, secrets: { ...connection.secrets, ...Object.fromEntries(given) } }
}

/** A connection of the environment that brings settings of its own, such as a mail server, is no mere secret. */
const isSecretsOnly = ({ config }: PlannedConnection) => Object.keys(config).length === 0

/**
 * The secrets of the environment go into the file's connections of the same kind, where those have none of their own:
 * a kind that the file speaks of gets no second connection. Returns the file's connections, and what is left of the
 * environment's.
 */
export function fillFromEnvironment<C extends PlannedConnection>(
  file: { connections: C[]; kinds: FilePlan['kinds'] },
  environment: PlannedConnection[],
): { connections: C[]; rest: PlannedConnection[] } {
  const secrets = environment.filter(isSecretsOnly)
  return {
    connections: file.connections.map((one) => filled(one, secrets)),
    rest: environment.filter((one) => !isSecretsOnly(one) || !file.kinds.includes(one.kind)),
  }
}
