import { afterAll, beforeAll, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { lookAtQueues } from '#lib/platform/jobs/look-at-queues.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'

const database = useTestDatabase()
const jobs = useBoss(database)
let sql: Sql
beforeAll(() => {
  sql = openSql(database.url, { max: 1 })
})
afterAll(() => sql.end())

const name = 'run.finalize'
const data = { organizationId: crypto.randomUUID(), runId: crypto.randomUUID() }

test('a job that waits is due, one whose worker has fallen silent has lapsed and waits again', async () => {
  expect(await lookAtQueues(sql)).toEqual([])
  await jobs.boss.send(name, data)
  expect(await lookAtQueues(sql)).toEqual([{ name, due: true, lapsed: false }])
  await jobs.boss.fetch(name)
  expect(await lookAtQueues(sql)).toEqual([])
  await sql`update pgboss.job set heartbeat_on = now() - interval '11 seconds' where name = ${name}`
  expect(await lookAtQueues(sql)).toEqual([{ name, due: false, lapsed: true }])
  await jobs.boss.supervise(name)
  const [job] =
    await sql`select state, start_after > now() as later from pgboss.job where name = ${name}`
  expect(job).toEqual({ state: 'retry', later: true })
})

test('so has one that takes longer than it may', async () => {
  await sql`delete from pgboss.job`
  await jobs.boss.send(name, data)
  await jobs.boss.fetch(name)
  await sql`update pgboss.job set started_on = now() - interval '1 hour' where name = ${name}`
  expect(await lookAtQueues(sql)).toEqual([{ name, due: false, lapsed: true }])
})
