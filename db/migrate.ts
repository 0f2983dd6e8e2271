import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'

import { buildIndexes } from '#db/build-indexes.ts'

/** Any fixed number will do, as long as every process takes the same: 'earshot' in ASCII, cut to 48 bits. */
const lock = 0x656172_73686fn

const folder = fileURLToPath(new URL('../drizzle', import.meta.url))

/** Asks again and again: whoever waited within a statement would be waited for by indexes that are built without locks. */
async function takeLock(client: Sql): Promise<void> {
  for (;;) {
    const [row] = await client<{ ours: boolean }[]>`
      select pg_try_advisory_lock(${lock.toString()}::bigint) as ours`
    if (row?.ours) return
    await sleep(100)
  }
}

/**
 * Brings the schema up to date and makes the partitions of the coming months. Holds an advisory lock,
 * so two processes that start together are safe; the second finds nothing left to do.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await takeLock(client)
    await buildIndexes(client, folder)
    await migrate(drizzle(client), { migrationsFolder: folder })
    await client`select earshot_ensure_partitions(now() - interval '1 month', now() + interval '2 months')`
  } finally {
    // Ending the session releases the lock, whatever happened.
    await client.end({ timeout: 5 })
  }
}
