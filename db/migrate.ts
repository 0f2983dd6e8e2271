import { fileURLToPath } from 'node:url'

import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** Any fixed number will do, as long as every process takes the same: 'earshot' in ASCII, cut to 48 bits. */
const lock = 0x656172_73686fn

const folder = fileURLToPath(new URL('../drizzle', import.meta.url))

/**
 * Brings the schema up to date and makes the partitions of the coming months. Holds an advisory lock,
 * so two processes that start together are safe; the second finds nothing left to do.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await client`select pg_advisory_lock(${lock.toString()}::bigint)`
    await migrate(drizzle(client), { migrationsFolder: folder })
    await client`select earshot_ensure_partitions(now() - interval '1 month', now() + interval '2 months')`
  } finally {
    // Ending the session releases the lock, whatever happened.
    await client.end({ timeout: 5 })
  }
}
