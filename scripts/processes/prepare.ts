// A program of its own, so that it runs under the settings and keys that all other processes get:
// brings the schema up to date and, outside production, seeds the demo once.
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

import { settings } from '#lib/platform/config/settings.ts'
import { migrateDatabase } from '#db/migrate.ts'

import { fromRoot } from '#scripts/processes/root.ts'

const SeedModule = z.object({
  seedDemo: z.custom<
    (options: { databaseUrl: string; password: string; simulatorUrl: string }) => Promise<unknown>
  >((value) => typeof value === 'function'),
})

const { DATABASE_URL: databaseUrl, EARSHOT_DEMO_PASSWORD: password } = settings()
if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set')
await migrateDatabase(databaseUrl)

const seed = fromRoot('scripts/seed.ts')
if (settings().ENVIRONMENT !== 'production' && password !== undefined && existsSync(seed)) {
  const simulatorUrl = settings().SIMULATOR_URL ?? `http://127.0.0.1:${settings().SIMULATOR_PORT}`
  const module: unknown = await import(pathToFileURL(seed).href)
  await SeedModule.parse(module).seedDemo({ databaseUrl, password, simulatorUrl })
}
process.exit(0)
