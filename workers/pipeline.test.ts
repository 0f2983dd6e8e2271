import { describe, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getExecution } from '#lib/executions/queries.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { retryItems } from '#lib/runs/retry-items.ts'
import { RunItemFilter, StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { createSetting, ended, until } from '#workers/testing/pipeline.ts'
import { usePipeline } from '#workers/testing/use-pipeline.ts'

const database = useTestDatabase()
const pipeline = usePipeline(database)

const weather = { id: 'weather', say: 'what is the weather in toronto', expect: {} }
const started = (suite: { id: string }, target: { id: string }, mode: 'text' | 'voice' = 'text') =>
  StartRunInput.parse({ suite_ids: [suite.id], target: target.id, mode })
const everything = RunItemFilter.parse({})

describe('a run in text mode', () => {
  test('ends with every item judged and counted once', async () => {
    const cases = Array.from({ length: 30 }, (_, i) => ({ ...weather, id: `case-${i}` }))
    cases.push({ ...weather, id: 'wrong', expect: { intent: 'TimerCommand' } })
    const { ctx, suite, target } = await createSetting(database.db, {
      endpoint: `${pipeline.simulator.url}/v1`,
      cases,
    })
    const { id } = await startRun(ctx, started(suite, target))
    const run = await ended(ctx, id)
    expect(run).toMatchObject({
      status: 'completed',
      counts: { total: 31, passed: 30, failed: 1, invalid: 0, pending: 0, running: 0 },
    })
    const { data } = await listRunItems(ctx, id, { ...everything, verdict: 'failed' })
    expect(data).toMatchObject([{ case: { key: 'wrong' }, blame: 'understanding' }])
    const execution = await getExecution(ctx, data[0]?.execution_id ?? '')
    expect(execution.turns[0]).toMatchObject({ said: weather.say, kind: 'text', fault: null })
    expect(execution.validation?.scores.find((score) => score.validator === 'intent')?.pass).toBe(
      false,
    )
  })

  test('with wrong credentials ends at once as invalid, with the reason on each item', async () => {
    const { ctx, suite, target } = await createSetting(database.db, {
      endpoint: `${pipeline.simulator.url}/v1`,
      cases: [weather, { ...weather, id: 'second' }],
      clientKey: Buffer.alloc(64, 7).toString('base64url'),
    })
    const { id } = await startRun(ctx, started(suite, target))
    const run = await ended(ctx, id)
    expect(run).toMatchObject({ status: 'failed', counts: { total: 2, invalid: 2 } })
    expect(run.failure_reason).toMatch(/client key|credentials|refused|401|403/i)
    const { data } = await listRunItems(ctx, id, everything)
    expect(data.map((item) => item.reason)).toEqual([run.failure_reason, run.failure_reason])
  })

  test('against an address where nobody listens ends as invalid', async () => {
    const { ctx, suite, target } = await createSetting(database.db, {
      endpoint: 'http://127.0.0.1:9/v1',
      cases: [weather],
    })
    const { id } = await startRun(ctx, started(suite, target))
    expect(await ended(ctx, id)).toMatchObject({ status: 'failed', counts: { invalid: 1 } })
  })

  test('never has more executions under way than the organization may', async () => {
    const { ctx, suite, target } = await createSetting(database.db, {
      endpoint: `${pipeline.simulator.url}/v1`,
      cases: Array.from({ length: 12 }, (_, i) => ({ ...weather, id: `case-${i}` })),
      concurrency: 3,
      config: { extra_headers: { 'X-Simulator-Fault': 'latency=60' } },
    })
    let most = 0
    const { id } = await startRun(ctx, started(suite, target))
    await until('the run to end', async () => {
      const [row] = await pipeline.client.sql<{ n: number }[]>`
        select count(*)::int as n from test_execution_queue
        where run_id = ${id} and admitted_at is not null and status in ('pending', 'running')`
      most = Math.max(most, row?.n ?? 0)
      return (await getRun(ctx, id)).status === 'completed'
    })
    expect(most).toBe(3)
  })

  test('can be cancelled: waiting items never begin, and the counts add up', async () => {
    const { ctx, suite, target } = await createSetting(database.db, {
      endpoint: `${pipeline.simulator.url}/v1`,
      cases: Array.from({ length: 20 }, (_, i) => ({ ...weather, id: `case-${i}` })),
      concurrency: 2,
      config: { extra_headers: { 'X-Simulator-Fault': 'latency=100' } },
    })
    const { id } = await startRun(ctx, started(suite, target))
    await until('a first result', async () => (await getRun(ctx, id)).counts.passed > 0)
    await cancelRun(ctx, id)
    const { counts, status } = await getRun(ctx, id)
    expect(status).toBe('cancelled')
    expect(counts.passed + counts.failed + counts.invalid + counts.cancelled).toBe(20)
    await until('the worker to be idle', () => pipeline.worker.inFlight() === 0)
    expect((await getRun(ctx, id)).counts).toEqual(counts)
  })

  test('tries failed items again on request and keeps their earlier attempts', async () => {
    const { ctx, suite, target } = await createSetting(database.db, {
      endpoint: `${pipeline.simulator.url}/v1`,
      cases: [weather, { ...weather, id: 'wrong', expect: { intent: 'TimerCommand' } }],
    })
    const { id } = await startRun(ctx, started(suite, target))
    await ended(ctx, id)
    expect(await retryItems(ctx, id, { which: 'failed' })).toMatchObject({ items: 1 })
    const run = await ended(ctx, id)
    expect(run.counts).toMatchObject({ total: 2, passed: 1, failed: 1 })
    const { data } = await listRunItems(ctx, id, { ...everything, verdict: 'failed' })
    const execution = await getExecution(ctx, data[0]?.execution_id ?? '')
    expect(execution.attempts.map(({ is_final }) => is_final)).toEqual([false, true])
  })
})

describe('a run in voice mode', () => {
  test('is spoken, heard and answered with audio', { timeout: 120_000 }, async () => {
    await pipeline.simulator.warm(['en'])
    const { ctx, suite, target } = await createSetting(database.db, {
      endpoint: `${pipeline.simulator.url}/v1`,
      cases: [{ ...weather, expect: { intent: 'WeatherQuery' } }],
      config: { response_audio: true },
    })
    const { id } = await startRun(ctx, started(suite, target, 'voice'))
    const run = await ended(ctx, id, 60_000)
    const { data } = await listRunItems(ctx, id, everything)
    const execution = await getExecution(ctx, data[0]?.execution_id ?? '')
    expect(execution.turns[0]).toMatchObject({
      kind: 'voice',
      heard: 'what is the weather in toronto',
      fault: null,
    })
    expect(execution.turns[0]?.output_audio?.duration_ms).toBeGreaterThan(500)
    expect(execution.timings.response_ms).toBeGreaterThan(0)
    expect(run.counts.invalid).toBe(0)
  })
})
