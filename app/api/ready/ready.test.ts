import { randomUUID } from 'node:crypto'

import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { openSql } from '#db/client.ts'
import { workers } from '#db/schema/platform.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { describeStorage } from '#lib/platform/jobs/describe-storage.ts'

const database = useTestDatabase()
useBoss(database)
const api = useApi(database)
const call: typeof api.call = (...given) => api.call(...given)

/** Only workers with these storages are left, each seen just now. */
async function workersSay(...storages: object[]): Promise<void> {
  await database.db.delete(workers)
  for (const storage of storages)
    await database.db.insert(workers).values({
      id: randomUUID(),
      ...{ hostname: 'here', pid: 1, state: 'working', capacity: 1 },
      detail: storage,
    })
}
const good = { storage: { ok: true, reason: null } }
const bad = { storage: { ok: false, reason: 'NoSuchBucket: recordings-of-acme' } }

test('the storage is as its workers found it', async () => {
  const storage = () => describeStorage(database.db)
  await workersSay()
  expect(await storage()).toBe('not tried yet: no worker has said')
  await workersSay({})
  expect(await storage()).toBe('not tried yet: no worker has said')
  await workersSay(good, {})
  expect(await storage()).toBe('can be written')
  await workersSay(good, bad)
  await expect(storage()).rejects.toThrow('1 of 2 workers cannot use it')
  await workersSay(bad)
  await expect(storage()).rejects.toThrow(/^no worker can use it$/)
  await database.db.update(workers).set({ seenAt: sql`now() - interval '1 minute'` })
  expect(await storage()).toBe('not tried yet: no worker has said')
})

test('many who ask cost as much as one, and nothing is written', async () => {
  await workersSay(good)
  const client = openSql(database.url, { max: 1 })
  const activity = async () => {
    await client`select pg_stat_force_next_flush()`
    const [row] = await client`
      select xact_commit::int as commits, (tup_inserted + tup_updated + tup_deleted)::int as written
      from pg_stat_database where datname = current_database()`
    return row as unknown as { commits: number; written: number }
  }
  await call(null, 'GET', '/api/ready')
  const before = await activity()
  const replies = await Promise.all(
    Array.from({ length: 200 }, () => call(null, 'GET', '/api/ready')),
  )
  const after = await activity()
  await client.end()
  expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBeLessThanOrEqual(2)
  expect(after.written - before.written).toBe(0)
})

test('what is told to anybody names no bucket', async () => {
  await workersSay(bad)
  const body = async () => (await call(null, 'GET', '/api/ready')).body
  await expect
    .poll(body, { timeout: 5_000 })
    .toMatchObject({ dependencies: { storage: { ok: false, detail: 'no worker can use it' } } })
  expect(JSON.stringify(await body())).not.toContain('acme')
})
