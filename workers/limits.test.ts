import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { pauseRun } from '#lib/runs/pause-run.ts'
import { getRun } from '#lib/runs/queries.ts'
import { resumeRun } from '#lib/runs/resume-run.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { updateTarget } from '#lib/targets/update-target.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { createExecutor } from '#workers/executor.ts'
import { openWorker, type Worker } from '#workers/run-worker.ts'
import {
  createSetting,
  credentials,
  ended,
  idle,
  openClient,
  until,
  type Client,
} from '#workers/testing/pipeline.ts'

const database = useTestDatabase()
let simulator: Simulator
/** two in one process: what they may do together is what counts */
let workers: Worker[]
let client: Client
let sql: Sql
let executor: ReturnType<typeof createExecutor>

beforeAll(async () => {
  simulator = await startSimulator({ ...credentials, weakSpots: false })
  sql = openSql(database.url, { max: 2 })
  executor = createExecutor(sql)
  const options = {
    databaseUrl: database.url,
    execute: executor.execute,
    readLoad: idle,
    sweepMs: 500,
  }
  workers = await Promise.all([openWorker(options), openWorker(options)])
  client = await openClient(database.url)
})

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop(5_000)))
  await client.close()
  await executor.close()
  await sql.end({ timeout: 5 })
  await simulator.close()
})

type Plan = { items: number; concurrency?: number; latencyMs?: number }

const setting = ({ items, concurrency = 10, latencyMs = 0 }: Plan) =>
  createSetting(database.db, {
    endpoint: `${simulator.url}/v1`,
    cases: Array.from({ length: items }, (_, i) => ({
      id: `case-${i}`,
      say: 'what is the weather in toronto',
    })),
    concurrency,
    config: { extra_headers: { 'X-Simulator-Fault': `latency=${latencyMs}` } },
  })
type Setting = Awaited<ReturnType<typeof setting>>

const start = async ({ ctx, suite, target }: Setting, more: Record<string, unknown> = {}) => {
  const input = { suite_ids: [suite.id], target: target.id, mode: 'text', ...more }
  return (await startRun(ctx, StartRunInput.parse(input))).id
}

const done = async ({ ctx }: Setting, runId: string) => {
  const { counts } = await getRun(ctx, runId)
  return counts.passed + counts.failed + counts.invalid
}

const underWay = async (runId: string) => {
  const [row] = await client.sql<{ n: number }[]>`
    select count(*)::int as n from test_execution_queue
    where run_id = ${runId} and admitted_at is not null and status in ('pending', 'running')`
  return row?.n ?? 0
}

describe('a paused run', () => {
  test('finishes what is under way, begins nothing, and goes on when it is resumed', async () => {
    const plan = await setting({ items: 40, concurrency: 4, latencyMs: 60 })
    const id = await start(plan)
    await until('a first result', async () => (await done(plan, id)) > 0)
    await pauseRun(plan.ctx, id)
    await until('nothing to be under way', async () => (await underWay(id)) === 0)
    const before = await done(plan, id)
    expect(before).toBeLessThan(40)
    // Whatever asks for admission now gets nothing of it.
    await client.sql`select pg_notify('earshot_items', '')`
    const other = await start(plan)
    await until('a later run to end', async () => (await done(plan, other)) === 40)
    expect(await getRun(plan.ctx, id)).toMatchObject({ status: 'running', paused: true })
    expect(await done(plan, id)).toBe(before)

    await resumeRun(plan.ctx, id)
    expect(await ended(plan.ctx, id)).toMatchObject({ paused: false, counts: { passed: 40 } })
    const [row] = await client.sql`
      select max(attempt)::int as attempts, sum(crashes)::int as crashes, sum(retries)::int as retries
      from test_execution_queue where run_id = ${id}`
    expect(row).toEqual({ attempts: 1, crashes: 0, retries: 0 })
  })

  test('ends when all that was left of it was under way', async () => {
    const plan = await setting({ items: 3, latencyMs: 300 })
    const id = await start(plan)
    await until(
      'all to be under way',
      async () => (await getRun(plan.ctx, id)).counts.running === 3,
    )
    await pauseRun(plan.ctx, id)
    expect(await ended(plan.ctx, id)).toMatchObject({ status: 'completed', paused: false })
  })
})

describe('a sequential run', () => {
  test('has one item under way at a time, in their order, over all workers', async () => {
    const plan = await setting({ items: 12, latencyMs: 15 })
    const id = await start(plan, { order: 'sequential' })
    await ended(plan.ctx, id)
    const rows = await client.sql<{ started: Date; finished: Date }[]>`
      select e.started_at as started, e.finished_at as finished
      from test_execution_queue q join voice_test_executions e on e.id = q.execution_id
      where q.run_id = ${id} order by q.id`
    expect(rows).toHaveLength(12)
    const overlaps = rows.filter((row, i) => {
      const before = rows[i - 1]
      return before !== undefined && row.started < before.finished
    })
    expect(overlaps).toEqual([])
  })
})

describe('fair shares', () => {
  test('a short run that starts after a long one of its organization ends long before it', async () => {
    const plan = await setting({ items: 10, concurrency: 6, latencyMs: 20 })
    const long = await start(plan, { repetitions: 30 })
    await until('the long run to be under way', async () => (await done(plan, long)) > 0)
    const short = await start(plan)
    await ended(plan.ctx, short)
    expect(await done(plan, long)).toBeLessThan(150)
    expect(await ended(plan.ctx, long)).toMatchObject({ counts: { passed: 300 } })
  })

  test('a run of higher priority still comes first', async () => {
    const plan = await setting({ items: 10, concurrency: 4, latencyMs: 20 })
    const usual = await start(plan, { repetitions: 10 })
    await until('the usual run to be under way', async () => (await done(plan, usual)) > 0)
    const urgent = await start(plan, { priority: 5, repetitions: 3 })
    const at = await done(plan, usual)
    await ended(plan.ctx, urgent)
    // What was under way when the urgent one came, and no more than a few that slipped in while it was expanded.
    expect((await done(plan, usual)) - at).toBeLessThan(20)
    await ended(plan.ctx, usual)
  })
})

describe('calls a minute', () => {
  test('are held to over all workers, without a slot being taken meanwhile', async () => {
    const plan = await setting({ items: 30, concurrency: 30 })
    await updateTarget(plan.ctx, plan.target.id, { max_calls_per_minute: 600 })
    const id = await start(plan)
    await ended(plan.ctx, id)
    // An item has a slot from `admitted_at` on, so whoever only waits for the rate has none: in the order of their slots,
    // none came before there was a token for it (10 at once, then 591 a minute), however long their calls took.
    const rows = await client.sql<{ s: number; attempt: number }[]>`
      select extract(epoch from q.admitted_at - r.created_at)::float8 as s, q.attempt::int
      from test_execution_queue q join test_runs r on r.id = q.run_id
      where q.run_id = ${id} order by q.admitted_at`
    expect(rows).toHaveLength(30)
    expect(rows.filter(({ s }, i) => i + 1 > 10 + (s * 591) / 60)).toEqual([])
    expect(rows.filter(({ attempt }) => attempt !== 1)).toEqual([])
    const span = (rows.at(-1)?.s ?? 0) - (rows[0]?.s ?? 0)
    expect(span).toBeGreaterThanOrEqual(2.0)
    expect(span).toBeLessThan(8)
  })

  test('never exceed the number in any minute, however often the bucket is asked', async () => {
    const plan = await setting({ items: 1 })
    await updateTarget(plan.ctx, plan.target.id, { max_calls_per_minute: 30 })
    const id = await start(plan, { repetitions: 5 })
    await until('one to have ended', async () => (await done(plan, id)) === 1)
    for (let i = 0; i < 20; i++) await client.sql`select pg_notify('earshot_items', '')`
    const admitted = () => client.sql<{ at: Date }[]>`
      select admitted_at as at from test_execution_queue
      where run_id = ${id} and admitted_at is not null order by admitted_at`
    expect(await admitted()).toHaveLength(1)
    // As if the two seconds until the next token had passed.
    await client.sql`
      update target_rates set refilled_at = refilled_at - interval '2 seconds'
      where target_id = ${plan.target.id}`
    await until('the next one', async () => (await admitted()).length === 2)
    expect(await admitted()).toHaveLength(2)
  })
})
