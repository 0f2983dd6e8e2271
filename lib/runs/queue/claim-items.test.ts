import { sql as drizzleSql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { organizations } from '#db/schema/accounts.ts'
import { workers } from '#db/schema/platform.ts'
import {
  caseDefinition,
  createOrganization,
  createSuiteFixture,
  createTargetFixture,
  createUser,
  ctxFor,
} from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { listQueues } from '#lib/platform/jobs/queue-depths.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { pauseRun } from '#lib/runs/pause-run.ts'
import { claimItems } from '#lib/runs/queue/claim-items.ts'
import { expandRun } from '#lib/runs/queue/expand-run.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { updateTarget } from '#lib/targets/update-target.ts'

const database = useTestDatabase()
const jobs = useBoss(database)
let sql: Sql

beforeAll(() => {
  sql = openSql(database.url, { max: 4 })
})
afterAll(async () => {
  await sql.end()
})
// What one test leaves open would share the workers of the next.
beforeEach(async () => {
  await sql`update test_runs set status = 'cancelled' where status in ('queued', 'running')`
  await sql`delete from workers`
})

async function organization(maxConcurrentTests: number | null) {
  const made = await createOrganization(database.db, { maxConcurrentTests })
  const ctx = ctxFor(database.db, await createUser(database.db, made, 'admin'))
  const { suite } = await createSuiteFixture(ctx, { cases: [caseDefinition()] })
  const target = await createTargetFixture(ctx)
  const run = async (items: number, more: Record<string, unknown> = {}) => {
    const input = { suite_ids: [suite.id], target: target.id, mode: 'text', repetitions: items }
    const { id } = await startRun(ctx, StartRunInput.parse({ ...input, ...more }))
    await expandRun(sql, jobs.boss, id, null)
    return id
  }
  return { ctx, suite, target, run }
}

const self = crypto.randomUUID()
const claim = (slots = 500) => claimItems(sql, self, slots)

const admitted = async (...runIds: string[]) => {
  const rows = await sql<{ run_id: string; n: number }[]>`
    select run_id, count(*)::int as n from test_execution_queue
    where status = 'running' and admitted_at is not null and status in ('pending', 'running') group by run_id`
  return runIds.map((id) => rows.find((row) => row.run_id === id)?.n ?? 0)
}

/** As if `n` items of the run under way had ended. */
const end = (runId: string, n: number) => sql`
  update test_execution_queue set status = 'completed', verdict = 'passed'
  where id in (
    select id from test_execution_queue
    where run_id = ${runId} and admitted_at is not null and status = 'running' order by id limit ${n})`

const worker = (capacity: number, more: Partial<typeof workers.$inferInsert> = {}) =>
  database.db.insert(workers).values({
    id: crypto.randomUUID(),
    hostname: 'host',
    pid: 1,
    state: 'working',
    capacity,
    ...more,
  })

describe('calls by voice', () => {
  const modes = async (slots: number, voice: number) => {
    const { items } = await claimItems(sql, self, slots, voice)
    const spoken = items.filter(({ mode }) => mode === 'voice').length
    return { spoken, written: items.length - spoken }
  }

  test('are begun as far as there are places for them, and texts go on', async () => {
    const { run } = await organization(200)
    await run(60, { mode: 'voice' })
    await run(60)
    expect(await modes(40, 3)).toEqual({ spoken: 3, written: 37 })
    expect(await modes(10, 0)).toEqual({ spoken: 0, written: 10 })
    expect(await modes(30, 30)).toEqual({ spoken: 30, written: 0 })
    expect(await modes(80, 5)).toEqual({ spoken: 5, written: 13 })
  })

  test('that one worker has no place for are begun by another', async () => {
    const { run } = await organization(200)
    await run(20, { mode: 'voice' })
    expect(await modes(20, 4)).toEqual({ spoken: 4, written: 0 })
    expect(await claimItems(sql, self, 20, 0)).toMatchObject({ items: [], more: true })
    const { items } = await claimItems(sql, crypto.randomUUID(), 20, 20)
    expect(items).toHaveLength(16)
  })
})

describe('the limit of an organization', () => {
  test('is its own number, or else MAX_CONCURRENT_TESTS', async () => {
    const own = await organization(3)
    const other = await organization(null)
    const runs = [await own.run(50), await other.run(50)]
    expect((await claim()).items).toHaveLength(3 + settings().MAX_CONCURRENT_TESTS)
    expect(await claim()).toMatchObject({ items: [], more: true })
    expect(await admitted(...runs)).toEqual([3, settings().MAX_CONCURRENT_TESTS])
  })

  test('holds when several workers ask at once, and follows a change', async () => {
    const { ctx, run } = await organization(5)
    const id = await run(40)
    await Promise.all(Array.from({ length: 4 }, () => claim()))
    expect(await admitted(id)).toEqual([5])
    await database.db
      .update(organizations)
      .set({ maxConcurrentTests: 8 })
      .where(drizzleSql`${organizations.id} = ${ctx.organizationId}`)
    await claim()
    expect(await admitted(id)).toEqual([8])
  })

  test('goes with that of the target', async () => {
    const { ctx, run, target } = await organization(20)
    await updateTarget(ctx, target.id, { max_concurrency: 2 })
    const runs = [await run(10), await run(10)]
    await claim()
    expect(await admitted(...runs)).toEqual([1, 1])
  })
})

describe('between the runs of an organization', () => {
  test('free slots go to whichever has the fewest under way', async () => {
    const { run } = await organization(9)
    const long = await run(500)
    await claim()
    expect(await admitted(long)).toEqual([9])
    const [short, other] = [await run(4), await run(500)]
    await end(long, 5)
    await claim()
    expect(await admitted(long, short, other)).toEqual([4, 3, 2])
    await end(long, 1)
    await claim()
    expect(await admitted(long, short, other)).toEqual([3, 3, 3])
  })

  test('what a short run leaves goes to the others', async () => {
    const { run } = await organization(9)
    const runs = [await run(1), await run(500), await run(500)]
    await claim()
    expect(await admitted(...runs)).toEqual([1, 4, 4])
  })

  test('a higher priority takes all it can', async () => {
    const { run } = await organization(6)
    const runs = [await run(50), await run(4, { priority: 1 })]
    await claim()
    expect(await admitted(...runs)).toEqual([2, 4])
  })

  test('a paused one gets nothing, a sequential one a single item', async () => {
    const { ctx, run } = await organization(6)
    const runs = [await run(50), await run(50, { order: 'sequential' }), await run(2)]
    await pauseRun(ctx, runs[0] ?? '')
    await claim()
    expect(await admitted(...runs)).toEqual([0, 1, 2])
    await claim()
    expect(await admitted(...runs)).toEqual([0, 1, 2])
  })
})

describe('between organizations', () => {
  test('the slots of the living workers are shared out, and none has more than its own limit', async () => {
    await worker(10)
    await worker(5)
    await worker(100, { state: 'draining' })
    await worker(100, { seenAt: new Date(Date.now() - 60_000) })
    const [large, small, modest] = [
      await organization(1_000),
      await organization(1_000),
      await organization(4),
    ]
    const first = await large.run(200)
    // Alone, twice what the workers hold: what is begun and what is being recorded.
    expect((await claim()).items).toHaveLength(30)
    await end(first, 30)
    const runs = [first, await small.run(6), await modest.run(50)]
    await claim()
    // Of 30 slots, 6 and 4 are all that these two can use.
    expect(await admitted(...runs)).toEqual([20, 6, 4])
  })

  test('each has at least one, however few workers there are', async () => {
    await worker(1)
    const all = await Promise.all(Array.from({ length: 4 }, () => organization(10)))
    const runs = []
    for (const { run } of all) runs.push(await run(5))
    await claim()
    expect(await admitted(...runs)).toEqual([1, 1, 1, 1])
  })
})

describe('an item', () => {
  test('is begun once, however many ask, under a new attempt of whoever has it', async () => {
    const { run } = await organization(500)
    const id = await run(60)
    const answers = await Promise.all([1, 2, 3].map(() => claim(40)))
    const begun = answers.flatMap(({ items }) => items)
    expect(answers.map(({ items }) => items.length).sort()).toEqual([0, 20, 40])
    expect(new Set(begun.map((item) => item.id)).size).toBe(60)
    const rows = await sql`
      select distinct status, attempt, worker_id from test_execution_queue where run_id = ${id}`
    expect(rows).toEqual([{ status: 'running', attempt: 1, worker_id: self }])
    expect(begun[0]).toMatchObject({
      runId: id,
      attempt: 1,
      tries: 0,
      mode: 'text',
      purpose: 'test',
    })
    expect(begun[0]?.begunAt.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })

  test('that somebody has locked, or whose run is being changed, is left for the next time', async () => {
    const { run } = await organization(500)
    const [id, other] = [await run(3), await run(2)]
    await sql.begin(async (tx) => {
      await tx`
        select 1 from test_execution_queue where run_id = ${id} order by id limit 1 for update`
      await tx`select 1 from test_runs where id = ${other} for update`
      expect((await claim()).items.map(({ runId }) => runId)).toEqual([id, id])
    })
    expect((await claim()).items.map(({ runId }) => runId).sort()).toEqual(
      [id, other, other].sort(),
    )
  })
})

describe('calls a minute', () => {
  test('begin with a second’s worth, come back by the clock of the database, and say when', async () => {
    const { ctx, run, target } = await organization(1_000)
    await updateTarget(ctx, target.id, { max_calls_per_minute: 600 })
    await run(500)
    const first = await claim()
    expect(first.items).toHaveLength(10)
    expect(first.nextMs).toBeGreaterThan(0)
    expect(first.nextMs).toBeLessThanOrEqual(102)
    const later = (ms: number) => sql`
      update target_rates set refilled_at = refilled_at - ${ms} * interval '1 ms', tokens = 0
      where target_id = ${target.id}`
    await later(500)
    // 591 a minute, and what the test itself has taken.
    const { items } = await claim()
    expect(items.length).toBeGreaterThanOrEqual(4)
    expect(items.length).toBeLessThanOrEqual(10)
    await later(3_600_000)
    expect((await claim()).items).toHaveLength(10)
  })

  test('a clock that seems to go back gives nothing and takes nothing', async () => {
    const { ctx, run, target } = await organization(1_000)
    await updateTarget(ctx, target.id, { max_calls_per_minute: 60 })
    await run(10)
    expect((await claim()).items).toHaveLength(1)
    await sql`
      update target_rates set refilled_at = now() + interval '1 hour' where target_id = ${target.id}`
    expect((await claim()).items).toHaveLength(0)
    const [row] = await sql`select tokens from target_rates where target_id = ${target.id}`
    expect(row?.['tokens']).toBeCloseTo(0)
  })
})

test('the depth of the queue tells of items that wait and run, but for those of a paused run', async () => {
  const { ctx, run } = await organization(3)
  const id = await run(5)
  await run(2)
  const depth = async () => {
    const queues = await listQueues(database.db, ctx.organizationId)
    const found = queues.find(({ name }) => name === 'execution.execute')
    return [found?.waiting, found?.active]
  }
  expect(await depth()).toEqual([7, 0])
  await claim()
  expect(await depth()).toEqual([4, 3])
  await pauseRun(ctx, id)
  expect(await depth()).toEqual([1, 3])
})
