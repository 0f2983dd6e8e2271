import { afterAll, beforeAll } from 'vitest'

import { openDatabase, type Connection, type Database } from '#db/client.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/database.ts'

/** Gives a test file a migrated database of its own, there from its first test to its last. */
export function useTestDatabase(): { readonly db: Database; readonly url: string } {
  let database: TestDatabase | undefined
  let connection: Connection | undefined
  beforeAll(async () => {
    database = await createTestDatabase()
    connection = openDatabase(database.url, { max: 8 })
  })
  afterAll(async () => {
    await connection?.close()
    await database?.drop()
  })
  const early = () => new Error('The test database is there within tests and hooks only')
  return {
    get db() {
      if (!connection) throw early()
      return connection.db
    },
    get url() {
      if (!database) throw early()
      return database.url
    },
  }
}
