import { afterAll, beforeAll, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { lookAtItems } from '#lib/runs/queue/take-back-items.ts'
import { Presence } from '#workers/presence.ts'

const database = useTestDatabase()
let sql: Sql
beforeAll(() => {
  sql = openSql(database.url, { max: 4 })
})
afterAll(() => sql.end())

const calm = {
  cpu_percent: null,
  rss_mb: 100,
  cpu_limit_percent: 85,
  memory_limit_mb: 2_048,
  reason: null,
}

test('a worker that leaves is gone, whatever it was still saying', async () => {
  const id = '01a20000-0000-7000-8000-0000000000aa'
  for (let round = 0; round < 20; round++) {
    const presence = new Presence(sql, {
      id,
      hostname: 'host',
      pid: 1,
      capacity: 1,
      session: null,
      inFlight: () => 0,
      detail: () => calm,
    })
    await Promise.all([presence.beat(), presence.leaving(), presence.beat(), presence.leave()])
    expect(await sql`select id from workers`).toEqual([])
  }
})

test('a word that could not be said does not stop the next one', async () => {
  const presence = new Presence(sql, {
    id: 'no uuid',
    hostname: 'host',
    pid: 1,
    capacity: 1,
    session: null,
    inFlight: () => 0,
    detail: () => calm,
  })
  await expect(presence.beat()).rejects.toThrow('uuid')
  await expect(presence.leave()).rejects.toThrow('uuid')
})

test('one statement says that a worker lives and looks after items', async () => {
  const id = crypto.randomUUID()
  const presence = new Presence(sql, {
    ...{ id, hostname: 'host', pid: 1, capacity: 7, session: null },
    inFlight: () => 3,
    detail: () => calm,
  })
  const looked = await presence.speak((word) => lookAtItems(sql, id, word))
  expect(looked).toEqual({ stale: false, waiting: false })
  expect(await sql`select capacity, in_flight from workers where id = ${id}`).toEqual([
    { capacity: 7, in_flight: 3 },
  ])
})
