import { hostname } from 'node:os'

import { expect, test } from 'vitest'

import { openSql } from '#db/client.ts'
import { workers } from '#db/schema/platform.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { markWorkerDead } from '#lib/platform/jobs/mark-worker-dead.ts'
import { deathsChannel } from '#lib/platform/jobs/worker-lives.ts'

const database = useTestDatabase()

test('the death of a worker is told at once: of the latest one of this machine with that process id, and of no other', async () => {
  const sql = openSql(database.url, { max: 2 })
  try {
    const worker = (pid: number, host: string, startedAt: string) => ({
      ...{ id: crypto.randomUUID(), pid, hostname: host, state: 'working', capacity: 1 },
      startedAt: new Date(startedAt),
    })
    const dead = worker(7, hostname(), '2026-01-02')
    const others = [
      worker(7, hostname(), '2026-01-01'),
      worker(8, hostname(), '2026-01-02'),
      worker(7, 'another machine', '2026-01-03'),
    ]
    await database.db.insert(workers).values([dead, ...others])
    const told = Promise.withResolvers<string>()
    await sql.listen(deathsChannel, told.resolve)
    await markWorkerDead(database.db, 7)
    expect(await told.promise).toBe(dead.id)
    const rows = await database.db.select().from(workers)
    expect(rows.filter(({ state }) => state === 'killed').map(({ id }) => id)).toEqual([dead.id])
  } finally {
    await sql.end()
  }
})
