import { afterAll, beforeAll, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { openBoss, type Boss } from '#lib/platform/jobs/boss.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { pushPayload } from '#lib/webhooks/testing/deliveries.ts'
import { useWebhooks } from '#lib/webhooks/testing/use-webhooks.ts'
import { until } from '#workers/testing/pipeline.ts'
import { openWebhookConsumer } from '#workers/webhook-consumer.ts'

const { database, runsOf, setting } = useWebhooks()
let sql: Sql
let jobs: { boss: Boss; close(): Promise<void> }

beforeAll(async () => {
  sql = openSql(database.url, { max: 2 })
  jobs = await openBoss(database.url, { supervise: false, max: 2 })
})
afterAll(async () => {
  await jobs.close()
  await sql.end()
})

const statesOf = (ids: string[]) => sql<{ state: string; times: number }[]>`
  select state, retry_count as times from pgboss.job
  where name = 'webhook.process' and data ->> 'deliveryId' = any(${ids})
  order by array_position(${ids}, data ->> 'deliveryId')`

test('a batch: each delivery has its own end, whatever its neighbours come to', async () => {
  const { ctx, deliver } = await setting([{ branches: ['main'] }])
  const quiet = await Promise.all(
    Array.from({ length: 20 }, (_, n) => deliver(pushPayload({ branch: `feature-${n}` }))),
  )
  const push = pushPayload()
  const started = [await deliver(push), await deliver(push)]
  const broken = await deliver(pushPayload({ branch: 'broken' }))
  // Sealed under another id, its body cannot be opened, now or later.
  await sql`update webhook_deliveries set body = (
    select body from webhook_deliveries where id = ${quiet[0] ?? ''}) where id = ${broken}`
  const malformed = 'no id at all'
  await jobs.boss.send('webhook.process', { organizationId: 'nobody', deliveryId: malformed })

  const tools = { sql, db: database.db, boss: jobs.boss, schedule: () => undefined }
  const consumer = openWebhookConsumer(tools)
  const all = [...quiet, ...started, broken, malformed]
  await until('all jobs to be tried', async () =>
    (await statesOf(all)).every(({ state }) => state === 'completed' || state === 'retry'),
  )
  await consumer.drain(5_000)

  const states = await statesOf(all)
  expect(states.slice(0, 22).every(({ state }) => state === 'completed')).toBe(true)
  expect(states.slice(22).map(({ state }) => state)).toEqual(['retry', 'retry'])
  const views = await Promise.all(all.slice(0, 23).map((id) => getDelivery(ctx, id)))
  expect(views.slice(0, 20).every(({ status }) => status === 'ignored')).toBe(true)
  expect(views.slice(20, 22).every(({ status }) => status === 'processed')).toBe(true)
  expect(views[22]).toMatchObject({ status: 'accepted', attempts: 1 })
  expect(views.every(({ attempts }) => attempts === 1)).toBe(true)
  // Both tell of one commit.
  expect(await runsOf(ctx)).toHaveLength(1)
})

test('what comes while a batch is settled is settled next, without being announced', async () => {
  const { ctx, deliver } = await setting([{ branches: ['main'] }])
  const tools = { sql, db: database.db, boss: jobs.boss, schedule: () => undefined }
  const consumer = openWebhookConsumer(tools)
  const ids: string[] = []
  for (let n = 0; n < 30; n++) {
    ids.push(await deliver(pushPayload({ branch: `feature-${n}` })))
    if (n % 10 === 0) consumer.wake()
  }
  consumer.wake()
  await until('all to be settled', async () =>
    (await statesOf(ids)).every(({ state }) => state === 'completed'),
  )
  await consumer.drain(5_000)
  const views = await Promise.all(ids.map((id) => getDelivery(ctx, id)))
  expect(views.every(({ status, attempts }) => status === 'ignored' && attempts === 1)).toBe(true)
})
