import { afterAll, beforeAll, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { env } from '#lib/config/env.ts'
import { listWorkers } from '#lib/jobs/list-workers.ts'
import { renderMetrics } from '#lib/metrics/metrics.ts'
import { readSnapshot } from '#lib/metrics/read-snapshot.ts'
import { pauseRun } from '#lib/runs/pause-run.ts'
import { getRun } from '#lib/runs/queries.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'

import { createExecutor } from './executor.ts'
import { openWorker, type Worker } from './open-worker.ts'
import {
  createSetting,
  credentials,
  ended,
  idle,
  openClient,
  until,
  type Client,
} from './testing/pipeline.ts'

const database = useTestDatabase()
let simulator: Simulator
let worker: Worker
let client: Client
let sql: Sql
let executor: ReturnType<typeof createExecutor>
/** resident memory that the worker believes to hold */
let rssMb = 100

beforeAll(async () => {
  simulator = await startSimulator({ ...credentials, weakSpots: false })
  sql = openSql(database.url, { max: 2 })
  executor = createExecutor(sql)
  worker = await openWorker({
    databaseUrl: database.url,
    execute: executor.execute,
    readLoad: () => ({ ...idle(), rssBytes: rssMb * 1_048_576 }),
    loadMs: 10,
    sweepMs: 500,
  })
  client = await openClient(database.url)
})
afterAll(async () => {
  await worker.stop(5_000)
  await client.close()
  await executor.close()
  await sql.end({ timeout: 5 })
  await simulator.close()
})

const state = async () => (await listWorkers(database.db))[0]

test('an overloaded worker keeps its calls, takes no new ones, says why, and goes on when it has recovered', async () => {
  const { ctx, suite, target } = await createSetting(database.db, {
    endpoint: `${simulator.url}/v1`,
    cases: Array.from({ length: 12 }, (_, i) => ({ id: `case-${i}`, say: 'what time is it' })),
    concurrency: 3,
    config: { extra_headers: { 'X-Simulator-Fault': 'latency=150' } },
  })
  const input = StartRunInput.parse({ suite_ids: [suite.id], target: target.id, mode: 'text' })
  const { id } = await startRun(ctx, input)
  await until('calls to be under way', async () => (await getRun(ctx, id)).counts.running > 0)

  rssMb = env.EXECUTION_MEMORY_LIMIT_MB + 1
  await until('it to say so', async () => (await state())?.state === 'overloaded')
  expect((await state())?.detail).toMatchObject({
    rss_mb: rssMb,
    memory_limit_mb: env.EXECUTION_MEMORY_LIMIT_MB,
    reason: `it holds ${rssMb} MB of memory; the limit is ${env.EXECUTION_MEMORY_LIMIT_MB} MB`,
  })
  const { text } = await renderMetrics(await readSnapshot(database.db))
  expect(text).toMatch(/^earshot_worker_overloaded\{worker="[^"]+:\d+"\} 1$/m)
  expect(text).toContain(`} ${rssMb * 1_048_576}\n`)
  await until('what was under way to end', () => worker.inFlight() === 0)
  const { counts } = await getRun(ctx, id)
  expect(counts.passed + counts.failed).toBeGreaterThan(0)
  expect(counts.invalid).toBe(0)
  expect(counts.pending).toBeGreaterThan(0)

  // Everything that is no execution goes on: another run is expanded meanwhile.
  const second = await startRun(ctx, input)
  await pauseRun(ctx, second.id)
  await until('the other run to be expanded', async () => {
    const [row] = await client.sql`select expanded_at from test_runs where id = ${second.id}`
    return row?.['expanded_at'] !== null
  })
  expect(worker.inFlight()).toBe(0)
  expect((await getRun(ctx, id)).counts).toEqual(counts)

  rssMb = 100
  expect(await ended(ctx, id)).toMatchObject({ status: 'completed', counts: { invalid: 0 } })
  expect(await state()).toMatchObject({ state: 'working', detail: { reason: null } })
})
