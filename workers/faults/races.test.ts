import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { retryItems } from '#lib/runs/retry-items.ts'
import { dice, patience, scale } from '#workers/testing/fault-scale.ts'
import { openStage, underWay, type Stage, type StartedRun } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'

const database = useTestDatabase()
let stage: Stage

beforeAll(async () => {
  stage = await openStage(database.url, { latencyMs: 5 })
  await Promise.all([0, 1].map(() => stage.start({ concurrency: 10 }).ready))
})
afterAll(() => stage.close())

/** True when done, false when the run was not in a state for it; any other refusal is a fault. */
const attempt = (work: () => Promise<unknown>) =>
  work().then(
    () => true,
    (error: unknown) => {
      if (error instanceof ConflictError) return false
      throw error
    },
  )

/** Calls of the run that are over: what the voice AI still answers has no line yet. */
const callsOver = async (run: StartedRun) => (await stage.calls(run.id)).length

test(
  'runs that are cancelled at any moment account for every item once',
  { timeout: patience(60_000) },
  async () => {
    const random = dice()
    let cancelled = 0
    for (let round = 0; round < 12 * scale; round++) {
      const run = await stage.run({ items: 40, concurrency: 20 })
      await sleep(random() * 400)
      if (await attempt(() => cancelRun(run.ctx, run.id))) cancelled++
      const { counts, status } = await ended(run.ctx, run.id)
      // Cancelled before it was expanded, a run has no items; the promised ones are accounted for all the same.
      const { faults, items } = await stage.check(run.id)
      if (items.length > 0) expect({ round, status, faults }).toEqual({ round, status, faults: [] })
      expect(counts.passed + counts.cancelled).toBe(40)
    }
    expect(cancelled).toBeGreaterThan(0)
  },
)

test(
  'items tried again while their run is being finalized are each counted once',
  { timeout: patience(60_000) },
  async () => {
    const random = dice()
    const failing = (id: string) => ({
      id,
      say: 'what is the weather in toronto',
      expect: { intent: 'TimerCommand' },
    })
    const run = await stage.run({
      cases: Array.from({ length: 20 }, (_, i) => failing(`case-${i}`)),
      concurrency: 20,
    })
    let rounds = 0
    for (let tries = 0; rounds < 5 * scale && tries < 20_000; tries++) {
      // Two at once, at the very moment the run ends: one of them has it, or neither.
      const [one, other] = await Promise.all(
        [0, 1].map(() => attempt(() => retryItems(run.ctx, run.id))),
      )
      expect(one && other).toBe(false)
      if (one || other) {
        rounds++
        // More often than people may: their limit is not what is tested here.
        await stage.client.sql`
          update test_execution_queue set manual_retries = 0 where run_id = ${run.id}`
      } else await sleep(random() * 10)
    }
    const { counts } = await ended(run.ctx, run.id)
    expect(counts).toMatchObject({ failed: 20, total: 20 })
    const { faults, executions } = await stage.check(run.id)
    expect(faults).toEqual([])
    expect(executions).toHaveLength(20 * (rounds + 1))
  },
)

test('calls of a cancelled run are cut off, also when nobody was notified', async () => {
  const { sql } = stage.client
  // Counted over all callers of a run, so that the question before it is spared.
  const headers = (key: string) => ({
    'X-Simulator-Fault': 'latency=20000;after=1',
    'X-Simulator-Fault-Key': key,
  })
  const slow = (key: string) =>
    stage.run({ items: 8, concurrency: 5, config: { extra_headers: headers(key), timeout_s: 30 } })
  const [notified, unnotified] = await Promise.all([slow('notified'), slow('unnotified')])
  for (const run of [notified, unnotified])
    await until('calls to be under way', async () => (await underWay(sql, run.id)).size === 5)
  const at = performance.now()
  await cancelRun(notified.ctx, notified.id)
  await until('its calls to end', async () => (await callsOver(notified)) === 5)
  // Left alone, they take 20 s.
  expect(performance.now() - at).toBeLessThan(15_000)
  // The same without its notification, as when the listening connection is away.
  await sql`update test_runs set status = 'cancelled', finished_at = now() where id = ${unnotified.id}`
  const items = await sql`
    update test_execution_queue set status = 'cancelled' where run_id = ${unnotified.id}`
  await sql`update run_summaries set cancelled = ${items.count} where run_id = ${unnotified.id}`
  await until('its calls to end', async () => (await callsOver(unnotified)) === 5, 15_000)
  for (const run of [notified, unnotified]) {
    const { faults, executions } = await stage.check(run.id)
    expect({ faults, executions }).toEqual({ faults: [], executions: [] })
  }
})
