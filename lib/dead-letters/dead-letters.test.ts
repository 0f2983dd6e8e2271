import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { discardDeadLetters } from '#lib/dead-letters/discard-dead-letters.ts'
import { findDeadLetters } from '#lib/dead-letters/queries.ts'
import { requeueDeadLetters } from '#lib/dead-letters/requeue-dead-letters.ts'
import { createRun, createSetting } from '#lib/notifications/testing/judged-run.ts'
import type { Ctx } from '#lib/platform/context.ts'
import type { JobName } from '#lib/platform/jobs/catalog.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'

const database = useTestDatabase()
const queue = useBoss(database)

/** Jobs that fail on their last try, as pg-boss itself moves them to the dead letters; their ids there. */
async function die(
  ctx: Ctx,
  name: JobName,
  payloads: Record<string, unknown>[],
  cause = 'the disk is full',
): Promise<string[]> {
  const { boss } = queue
  // What other tests have requeued would be fetched first.
  await database.db.execute(sql`delete from pgboss.job where name = ${name}`)
  for (const payload of payloads)
    await boss.send(name, { organizationId: ctx.organizationId, ...payload }, { retryLimit: 0 })
  const jobs = await boss.fetch(name, { batchSize: payloads.length })
  for (const { id } of jobs) await boss.fail(name, id, new Error(cause))
  const { data } = await lettersOf(ctx)
  return data.slice(0, payloads.length).map(({ id }) => id)
}

const lettersOf = (ctx: Ctx, query = {}) => findDeadLetters(ctx, { limit: 100, ...query })

/** Jobs of the organization that wait in a queue. */
async function waiting(ctx: Ctx, name: JobName): Promise<number> {
  const [row] = await database.db.execute<{ n: number }>(sql`
    select count(*)::int as n from pgboss.job where name = ${name} and state = 'created'
      and data ->> 'organizationId' = ${ctx.organizationId}`)
  return row?.n ?? 0
}

const entriesOf = (ctx: Ctx, action: string) =>
  database.db
    .select()
    .from(activityLog)
    .where(
      sql`${eq(activityLog.organizationId, ctx.organizationId)} and ${eq(activityLog.action, action)}`,
    )

async function runOf(ctx: Ctx): Promise<string> {
  const setting = await createSetting(ctx, { weather: 'high' })
  return createRun(setting)
}

/** Letters whose run is there: they may be sent again at any time. */
async function some(count: number, cause?: string) {
  const ctx = await createCtx(database.db, 'admin')
  const runId = await runOf(ctx)
  const payloads = Array.from({ length: count }, () => ({ runId, moment: 'finished' }))
  return { ctx, runId, ids: await die(ctx, 'run.notify', payloads, cause) }
}

test('a requeued letter is one job with its payload, and no letter any more', async () => {
  const { ctx, ids, runId } = await some(1)
  const result = await requeueDeadLetters(ctx, { ids })
  expect(result).toEqual({ requeued: ids, refused: [], missing: [] })
  expect((await lettersOf(ctx)).data).toEqual([])
  const jobs = await queue.boss.fetch('run.notify', { batchSize: 10 })
  const ours = jobs.filter(({ data }) => (data as { runId: string }).runId === runId)
  expect(ours.map(({ data }) => data)).toEqual([
    { organizationId: ctx.organizationId, runId, moment: 'finished' },
  ])
  expect(await entriesOf(ctx, 'dead_letter.requeue')).toMatchObject([
    { userId: ctx.actor.id, entityId: ids[0], detail: { jobs: { 'run.notify': 1 }, ids } },
  ])
})

test('two people who requeue the same letters at once make one job of each', async () => {
  const { ctx, ids } = await some(8)
  const results = await Promise.all(
    Array.from({ length: 6 }, () => requeueDeadLetters(ctx, { ids })),
  )
  expect(await waiting(ctx, 'run.notify')).toBe(8)
  expect(results.flatMap(({ requeued }) => requeued).toSorted()).toEqual(ids.toSorted())
  expect(results.flatMap(({ missing }) => missing)).toHaveLength(5 * 8)
})

test('one who discards while another requeues: each letter goes one way', async () => {
  const { ctx, ids } = await some(10)
  const [requeue, discard] = await Promise.all([
    requeueDeadLetters(ctx, { ids: ids.slice(0, 7) }),
    discardDeadLetters(ctx, { ids: ids.slice(3) }),
  ])
  expect(requeue.requeued.length + discard.discarded.length).toBe(10)
  expect(await waiting(ctx, 'run.notify')).toBe(requeue.requeued.length)
  expect((await lettersOf(ctx)).data).toEqual([])
})

test('discarding leaves no job, and what it was in the activity log', async () => {
  const { ctx, ids } = await some(2)
  expect(await discardDeadLetters(ctx, { ids })).toEqual({
    discarded: expect.arrayContaining(ids) as string[],
    missing: [],
  })
  expect(await waiting(ctx, 'run.notify')).toBe(0)
  const [entry] = await entriesOf(ctx, 'dead_letter.discard')
  expect(entry).toMatchObject({ detail: { jobs: { 'run.notify': 2 } } })
  expect(JSON.stringify(entry?.before)).toContain('the disk is full')
  expect(await discardDeadLetters(ctx, { ids })).toEqual({ discarded: [], missing: ids })
})

test('a whole queue is dealt with at once, and no other', async () => {
  const { ctx, runId } = await some(3)
  await die(ctx, 'run.finalize', [{ runId }])
  expect((await requeueDeadLetters(ctx, { queue: 'run.notify' })).requeued).toHaveLength(3)
  expect((await lettersOf(ctx)).data).toMatchObject([{ queue: 'run.finalize' }])
})

const strangers = { requeueDeadLetters, discardDeadLetters }

test.each(Object.entries(strangers))('%s refuses everybody but administrators', async (_, verb) => {
  const { ctx, ids } = await some(1)
  for (const role of ['qa_engineer', 'reviewer', 'viewer'] as const) {
    const user = await createUser(database.db, { id: ctx.organizationId }, role)
    await expect(verb(ctxFor(database.db, user), { ids })).rejects.toMatchObject({
      code: 'forbidden',
    })
  }
  expect((await lettersOf(ctx)).data).toHaveLength(1)
})

test.each(Object.entries(strangers))(
  '%s finds nothing of another organization',
  async (_, verb) => {
    const { ctx, ids } = await some(1)
    const stranger = await createCtx(database.db, 'admin')
    expect(await verb(stranger, { ids })).toMatchObject({ missing: ids })
    await verb(stranger, { queue: 'run.notify' })
    expect((await lettersOf(ctx)).data).toHaveLength(1)
  },
)

test('an execution is requeued while its run waits for it, and refused with the reason once its item has ended', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const runId = await runOf(ctx)
  const items = await database.db
    .select({ id: testExecutionQueue.id })
    .from(testExecutionQueue)
    .where(eq(testExecutionQueue.runId, runId))
  const itemId = items[0]?.id ?? ''
  const set = async (item: 'running' | 'failed', run: 'running' | 'completed') => {
    await database.db
      .update(testExecutionQueue)
      .set({ status: item, verdict: item === 'failed' ? 'invalid' : null })
      .where(eq(testExecutionQueue.id, itemId))
    await database.db.update(testRuns).set({ status: run }).where(eq(testRuns.id, runId))
  }
  await set('failed', 'running')
  const ids = await die(ctx, 'execution.execute', [{ itemId }])
  const reason = expect.stringContaining('Its item has ended') as string
  expect((await lettersOf(ctx)).data).toMatchObject([{ obstacle: reason }])
  expect(await requeueDeadLetters(ctx, { ids })).toMatchObject({
    requeued: [],
    refused: [{ id: ids[0], reason }],
  })
  await set('running', 'completed')
  expect((await requeueDeadLetters(ctx, { ids })).refused).toHaveLength(1)
  await set('running', 'running')
  expect((await lettersOf(ctx)).data).toMatchObject([{ obstacle: null }])
  expect((await requeueDeadLetters(ctx, { ids })).requeued).toEqual(ids)
  expect(await waiting(ctx, 'execution.execute')).toBe(1)
})

test.each<[JobName, Record<string, unknown>, RegExp]>([
  ['run.expand', { runId: crypto.randomUUID() }, /not there any more/],
  ['webhook.process', { deliveryId: crypto.randomUUID() }, /not there any more/],
  ['notification.send', { notificationId: crypto.randomUUID() }, /not there any more/],
  ['validation.replay', { replayId: crypto.randomUUID() }, /not there any more/],
  ['validation.validate', { replayId: crypto.randomUUID(), executionIds: [] }, /malformed/],
  ['meaning.calibrate', { calibrationId: crypto.randomUUID() }, /not there any more/],
  ['run.notify', { runId: "'; drop table users; --" }, /malformed/],
])('a letter of %s that nothing waits for stays, with the reason', async (name, payload, why) => {
  const ctx = await createCtx(database.db, 'admin')
  const ids = await die(ctx, name, [payload])
  const { refused } = await requeueDeadLetters(ctx, { ids })
  expect(refused).toEqual([{ id: ids[0], reason: expect.stringMatching(why) as string }])
  expect((await lettersOf(ctx)).data).toHaveLength(1)
})

test('secrets in the payload and in the cause are masked, addresses for those who do not see users', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const runId = await runOf(ctx)
  const cause =
    'POST https://bot:hunter22@chat.example/x refused Bearer abcdefgh12345678, api_key=sk-planted and token: "tok-planted" of ann@example.test'
  await die(
    ctx,
    'run.notify',
    [{ runId, moment: 'finished', password: 'planted-1', nested: { access_token: 'planted-2' } }],
    cause,
  )
  const admins = JSON.stringify((await lettersOf(ctx)).data)
  for (const secret of ['hunter22', 'abcdefgh12345678', 'planted'])
    expect(admins).not.toContain(secret)
  expect(admins).toContain('ann@example.test')
  const viewer = await createUser(database.db, { id: ctx.organizationId }, 'viewer')
  const seen = JSON.stringify((await lettersOf(ctxFor(database.db, viewer))).data)
  expect(seen).toContain('chat.example')
  expect(seen).not.toContain('ann@example.test')
})

test('the list is paged, and found by queue and by words', async () => {
  const { ctx, runId } = await some(5)
  await die(ctx, 'run.finalize', [{ runId }], '100 % of 5_000 rows')
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await lettersOf(ctx, { limit: 2, cursor })
    found.push(...page.data.map(({ id }) => id))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  expect(new Set(found).size).toBe(6)
  expect((await lettersOf(ctx, { queue: 'run.finalize' })).data).toHaveLength(1)
  expect((await lettersOf(ctx, { search: '100 %' })).data).toHaveLength(1)
  expect((await lettersOf(ctx, { search: '5x000' })).data).toHaveLength(0)
  expect((await lettersOf(ctx, { search: runId })).data).toHaveLength(6)
  await expect(lettersOf(ctx, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
})

test('what Earshot does by the clock belongs to nobody: its letters are for whoever sees all', async () => {
  const ctx = await createCtx(database.db, 'admin')
  await queue.boss.send('schedule.tick', {}, { retryLimit: 0 })
  const [job] = await queue.boss.fetch('schedule.tick')
  await queue.boss.fail('schedule.tick', job?.id ?? '', new Error('down'))
  const { data } = await lettersOf(ctx, { queue: 'schedule.tick' })
  expect(data).toMatchObject([{ queue: 'schedule.tick', payload: {}, obstacle: null }])
  const ids = data.map(({ id }) => id)
  expect((await requeueDeadLetters(ctx, { ids })).requeued).toEqual(ids)
})
