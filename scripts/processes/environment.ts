import { join } from 'node:path'

import { settings } from '#lib/platform/config/settings.ts'
import { developmentSecret } from '#lib/platform/config/settings/development-secret.ts'
import { keptSecret, randomKey, readablePassword } from '#scripts/processes/keys.ts'

export type Addresses = {
  databaseUrl: string
  /** Port of the web application. */
  port: number
  /** Port of the demo voice AI, or null where none runs. */
  simulatorPort: number | null
}

/** Where people reach the web application. */
export const publicUrl = (port: number) => settings().FRONTEND_URL ?? `http://localhost:${port}`

/** The demo users' password, or null in production, where they do not exist. */
export function demoPassword(dataDir: string): string | null {
  if (settings().ENVIRONMENT === 'production') return null
  return (
    settings().EARSHOT_DEMO_PASSWORD ?? keptSecret(join(dataDir, 'demo-password'), readablePassword)
  )
}

/** Keys of this installation, in place of the published defaults. Production must bring its own. */
function keys(dataDir: string): NodeJS.Dict<string> {
  if (settings().ENVIRONMENT === 'production') return {}
  const key = (value: string, file: string) =>
    value === developmentSecret ? keptSecret(join(dataDir, file), randomKey) : value
  return {
    JWT_SECRET_KEY: key(settings().JWT_SECRET_KEY, 'jwt-secret.key'),
    SECRETS_KEY: key(settings().SECRETS_KEY, 'secrets.key'),
    EARSHOT_DEMO_PASSWORD: demoPassword(dataDir) ?? undefined,
  }
}

/** The settings that every process of the product runs under, beyond those the user gave. */
export function productEnvironment(dataDir: string, addresses: Addresses): NodeJS.ProcessEnv {
  const { databaseUrl, port, simulatorPort } = addresses
  const url = publicUrl(port)
  const reachable = simulatorPort === null ? [] : [`127.0.0.1:${simulatorPort}`]
  return {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ...keys(dataDir),
    DATABASE_URL: databaseUrl,
    EARSHOT_DATA_DIR: dataDir,
    PORT: String(port),
    FRONTEND_URL: url,
    NEXTAUTH_URL: settings().NEXTAUTH_URL ?? url,
    OUTBOUND_ALLOWED_HOSTS: [...settings().OUTBOUND_ALLOWED_HOSTS, ...reachable].join(','),
    SIMULATOR_PORT: String(simulatorPort ?? 0),
  }
}
