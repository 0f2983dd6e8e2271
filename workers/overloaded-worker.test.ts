import { expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { readSnapshot } from '#lib/insights/metrics/read-snapshot.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { listWorkers } from '#lib/platform/jobs/list-workers.ts'
import { renderMetrics } from '#lib/platform/metrics/metrics.ts'
import { pauseRun } from '#lib/runs/pause-run.ts'
import { getRun } from '#lib/runs/queries.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { createSetting, ended, idle, until } from '#workers/testing/pipeline.ts'
import { usePipeline } from '#workers/testing/use-pipeline.ts'

const database = useTestDatabase()
/** resident memory that the worker believes to hold */
let rssMb = 100
const pipeline = usePipeline(database, {
  readLoad: () => ({ ...idle(), rssBytes: rssMb * 1_048_576 }),
  loadMs: 10,
})

const state = async () => (await listWorkers(database.db))[0]

test('an overloaded worker keeps its calls, takes no new ones, says why, and goes on when it has recovered', async () => {
  const { ctx, suite, target } = await createSetting(database.db, {
    endpoint: `${pipeline.simulator.url}/v1`,
    cases: Array.from({ length: 12 }, (_, i) => ({ id: `case-${i}`, say: 'what time is it' })),
    concurrency: 3,
    config: { extra_headers: { 'X-Simulator-Fault': 'latency=150' } },
  })
  const input = StartRunInput.parse({ suite_ids: [suite.id], target: target.id, mode: 'text' })
  const { id } = await startRun(ctx, input)
  await until('calls to be under way', async () => (await getRun(ctx, id)).counts.running > 0)

  rssMb = settings().EXECUTION_MEMORY_LIMIT_MB + 1
  await until('it to say so', async () => (await state())?.state === 'overloaded')
  expect((await state())?.detail).toMatchObject({
    rss_mb: rssMb,
    memory_limit_mb: settings().EXECUTION_MEMORY_LIMIT_MB,
    reason: `it holds ${rssMb} MB of memory; the limit is ${settings().EXECUTION_MEMORY_LIMIT_MB} MB`,
  })
  const { text } = await renderMetrics(await readSnapshot(database.db), [])
  expect(text).toMatch(/^earshot_worker_overloaded\{worker="[^"]+:\d+"\} 1$/m)
  expect(text).toContain(`} ${rssMb * 1_048_576}\n`)
  await until('what was under way to end', () => pipeline.worker.inFlight() === 0)
  const { counts } = await getRun(ctx, id)
  expect(counts.passed + counts.failed).toBeGreaterThan(0)
  expect(counts.invalid).toBe(0)
  expect(counts.pending).toBeGreaterThan(0)

  // Everything that is no execution goes on: another run is expanded meanwhile.
  const second = await startRun(ctx, input)
  await pauseRun(ctx, second.id)
  await until('the other run to be expanded', async () => {
    const [row] = await pipeline.client
      .sql`select expanded_at from test_runs where id = ${second.id}`
    return row?.['expanded_at'] !== null
  })
  expect(pipeline.worker.inFlight()).toBe(0)
  expect((await getRun(ctx, id)).counts).toEqual(counts)

  rssMb = 100
  expect(await ended(ctx, id)).toMatchObject({ status: 'completed', counts: { invalid: 0 } })
  expect(await state()).toMatchObject({ state: 'working', detail: { reason: null } })
})
