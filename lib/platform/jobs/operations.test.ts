import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { workers } from '#db/schema/platform.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { listDeadLetters } from '#lib/platform/jobs/list-dead-letters.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import { listWorkers, toWorkerView } from '#lib/platform/jobs/list-workers.ts'
import { listQueues } from '#lib/platform/jobs/queue-depths.ts'

const database = useTestDatabase()
let opened: Awaited<ReturnType<typeof openBoss>>
/** administrator of the organization that was there first */
let operator: Ctx
beforeAll(async () => {
  operator = await createCtx(database.db, 'admin')
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

const own = { hosts: false, everyone: false }
const lettersOf = async (ctx: Ctx) => (await listDeadLetters(ctx, own, { limit: 10 })).data

test('a dead letter names its queue, what it was about and why it died', async () => {
  const ctx = await createCtx(database.db)
  const runId = await die(ctx.organizationId, new Error('the disk is full'))
  expect(await lettersOf(ctx)).toMatchObject([
    { queue: 'run.expand', payload: { runId }, cause: 'the disk is full', attempts: 1 },
  ])
})

test('a cause that is no error is told as it was recorded', async () => {
  const ctx = await createCtx(database.db)
  await die(ctx.organizationId, { reason: 'lost' })
  expect((await lettersOf(ctx))[0]?.cause).toContain('lost')
})

test('dead letters of another organization are not shown', async () => {
  const owner = await createCtx(database.db)
  await die(owner.organizationId, new Error('secret'))
  expect(await lettersOf(await createCtx(database.db))).toEqual([])
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

test('hosts are for administrators, and of shared machines for those of the first organization', async () => {
  const tenant = await createCtx(database.db, 'admin')
  const viewerOf = async ({ organizationId }: Ctx) =>
    ctxFor(database.db, await createUser(database.db, { id: organizationId }, 'viewer'))
  const all = { hosts: true, everyone: true }
  const work = { hosts: false, everyone: true }
  expect(await sightOf(operator, 'single_tenant')).toEqual(all)
  expect(await sightOf(await viewerOf(operator), 'single_tenant')).toEqual(work)
  expect(await sightOf(operator, 'soft_multi_tenant')).toEqual(all)
  expect(await sightOf(await viewerOf(operator), 'soft_multi_tenant')).toEqual(own)
  expect(await sightOf(tenant, 'soft_multi_tenant')).toEqual(own)

  const [worker] = await listWorkers(database.db)
  if (!worker) throw new Error('no worker')
  expect(toWorkerView(worker, all)).toMatchObject({
    hostname: 'host',
    pid: worker.pid,
    in_flight: 0,
  })
  expect(toWorkerView(worker, work)).toMatchObject({ hostname: null, pid: null, in_flight: 0 })
  const hidden = { hostname: null, pid: null, in_flight: null, detail: null }
  expect(toWorkerView(worker, own)).toMatchObject(hidden)
})

test('an organization sees its own work in the queues, not that of others', async () => {
  const [one, other] = [await createCtx(database.db), await createCtx(database.db)]
  for (const ctx of [one, one, other])
    await opened.boss.send('run.notify', { organizationId: ctx.organizationId })
  await die(one.organizationId, new Error('dead'))
  const depth = async (ctx: Ctx | null, name: string) =>
    (await listQueues(database.db, ctx?.organizationId)).find((queue) => queue.name === name)
  expect(await depth(one, 'run.notify')).toMatchObject({ waiting: 2 })
  expect(await depth(other, 'run.notify')).toMatchObject({ waiting: 1 })
  expect(await depth(null, 'run.notify')).toMatchObject({ waiting: 3 })
  expect(await depth(one, 'run.expand')).toMatchObject({ dead: 1 })
  expect(await depth(other, 'run.expand')).toMatchObject({ dead: 0 })
})
