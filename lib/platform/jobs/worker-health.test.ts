import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'

import { workers } from '#db/schema/platform.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { describeWorkers } from '#lib/platform/jobs/worker-health.ts'

const database = useTestDatabase()
beforeEach(() => database.db.delete(workers))

type Row = { pid: number; seen: string; state?: string; hostname?: string; started?: string }

const there = (...rows: Row[]) =>
  database.db.insert(workers).values(
    rows.map(({ pid, seen, state = 'working', hostname = `host ${pid}`, started = '1 hour' }) => ({
      ...{ id: crypto.randomUUID(), hostname, pid, state, capacity: 4 },
      startedAt: sql`now() - ${started}::interval`,
      seenAt: sql`now() - ${seen}::interval`,
    })),
  )

test('a worker that has missed two of its words is named, beside those that speak', async () => {
  await there({ pid: 1, seen: '2 seconds' }, { pid: 2, seen: '12 seconds' })
  expect(await describeWorkers(database.db)).toBe('1 alive; silent: process 2 for 12 s')
})

test('none that speaks is a fault that names the silent ones', async () => {
  await there({ pid: 7, seen: '13 seconds' })
  await expect(describeWorkers(database.db)).rejects.toThrow(
    'no worker answers; silent: process 7 for 13 s',
  )
})

test('those that were killed, replaced or forgotten are not missed', async () => {
  await there(
    { pid: 1, seen: '1 second', hostname: 'a', started: '5 seconds' },
    { pid: 2, seen: '40 seconds', hostname: 'a' },
    { pid: 3, seen: '40 seconds', state: 'killed' },
    { pid: 4, seen: '20 minutes' },
  )
  expect(await describeWorkers(database.db)).toBe('1 alive')
})

test('no worker at all is a fault', async () =>
  expect(describeWorkers(database.db)).rejects.toThrow('no worker is running'))
