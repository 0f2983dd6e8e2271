import { afterAll, beforeAll, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
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
