import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { workers } from '#db/schema/platform.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { listDeadLetters } from '#lib/platform/jobs/list-dead-letters.ts'
import { listWorkers } from '#lib/platform/jobs/list-workers.ts'

const database = useTestDatabase()
let opened: Awaited<ReturnType<typeof openBoss>>
beforeAll(async () => {
  opened = await openBoss(database.url, { supervise: false })
})
afterAll(() => opened.close())

/** A job that fails on its last try, as pg-boss itself moves it to the dead letters. */
async function die(organizationId: string, cause: Error | { reason: string }): Promise<string> {
  const { boss } = opened
  const runId = crypto.randomUUID()
  await boss.send('run.expand', { organizationId, runId }, { retryLimit: 0 })
  const [job] = await boss.fetch('run.expand')
  await boss.fail('run.expand', job?.id ?? '', cause)
  return runId
}

test('a dead letter names its queue, what it was about and why it died', async () => {
  const ctx = await createCtx(database.db)
  const runId = await die(ctx.organizationId, new Error('the disk is full'))
  expect(await listDeadLetters(ctx)).toMatchObject([
    { queue: 'run.expand', payload: { runId }, cause: 'the disk is full', tries: 1 },
  ])
})

test('a cause that is no error is told as it was recorded', async () => {
  const ctx = await createCtx(database.db)
  await die(ctx.organizationId, { reason: 'lost' })
  expect((await listDeadLetters(ctx))[0]?.cause).toContain('lost')
})

test('dead letters of another organization are not shown', async () => {
  const owner = await createCtx(database.db)
  await die(owner.organizationId, new Error('secret'))
  expect(await listDeadLetters(await createCtx(database.db))).toEqual([])
})

test('a worker that has been silent is told from one that lives; old ones are left out', async () => {
  const worker = (pid: number, age: string) => ({
    id: crypto.randomUUID(),
    hostname: 'host',
    pid,
    state: 'working',
    capacity: 4,
    seenAt: sql`now() - ${age}::interval`,
  })
  await database.db
    .insert(workers)
    .values([worker(1, '2 seconds'), worker(2, '1 minute'), worker(3, '2 days')])
  expect((await listWorkers(database.db)).map(({ pid, alive }) => ({ pid, alive }))).toEqual([
    { pid: 1, alive: true },
    { pid: 2, alive: false },
  ])
})
