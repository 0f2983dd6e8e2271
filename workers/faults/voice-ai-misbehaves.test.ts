import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import { patience, scale } from '#workers/testing/fault-scale.ts'
import { openStage, type Stage, type StartedRun } from '#workers/testing/fault-stage.ts'
import { ended } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'
import { retryAtOnce } from '#workers/testing/retry-at-once.ts'
import type { WorkerProcess } from '#workers/testing/worker-process.ts'

const database = useTestDatabase()
let stage: Stage
let worker: WorkerProcess

beforeAll(async () => {
  stage = await openStage(database.url)
  worker = stage.start({ concurrency: 200 })
  await worker.ready
  await retryAtOnce(stage.client.sql)
})
afterAll(() => stage.close())

const tries = catalog['execution.execute'].queue.retryLimit + 1
const requests = 2
const totalMs = 1_500
const config = {
  timeout_s: 0.5,
  idle_timeout_s: 0.5,
  total_timeout_s: totalMs / 1_000,
  max_attempts: requests,
  breaker_failures: 0,
}
const items = 3 * scale

const start = (fault: string) =>
  stage.run({
    items,
    concurrency: 10 * scale,
    config: { ...config, extra_headers: { 'X-Simulator-Fault': fault } },
  })

/** Each fault, what it is called on record, and whose fault that is. */
const faults = [
  { fault: 'status=500;at=end', called: 'server error', blame: 'infrastructure' },
  { fault: 'status=429;at=end;retry-after=1', called: 'rate limited', blame: 'infrastructure' },
  { fault: 'hang', called: 'timeout', blame: 'transport' },
  { fault: 'drip=20', called: 'timeout', blame: 'transport' },
  { fault: 'half-close', called: 'reset', blame: 'transport' },
  { fault: 'reset;at=end', called: 'reset', blame: 'transport' },
  { fault: 'garbage', called: 'protocol', blame: 'transport' },
  { fault: 'malformed', called: 'protocol', blame: 'transport' },
  { fault: 'empty', called: 'protocol', blame: 'transport' },
  { fault: 'huge=100000000', called: 'too large', blame: 'transport' },
]

async function records(run: StartedRun) {
  return stage.client.sql<
    { item_id: string; verdict: string; blame: string; reason: string; ms: number; n: number }[]
  >`
    select e.item_id, e.verdict, e.blame, v.reason, jsonb_array_length(d.attempts) as n,
      extract(epoch from e.finished_at - e.started_at)::float8 * 1000 as ms
    from voice_test_executions e
    join validation_results v on v.execution_id = e.id
    join execution_details d on d.execution_id = e.id
    where e.run_id = ${run.id}`
}

test(
  'whatever the voice AI does wrong is on record as not judgeable, within all limits',
  { timeout: patience(90_000) },
  async () => {
    const warm = await stage.run({ items: 50, concurrency: 50 })
    await ended(warm.ctx, warm.id)
    const before = await worker.rss()
    let highest = before
    const gauge = setInterval(
      () => void worker.rss().then((now) => (highest = Math.max(highest, now))),
      50,
    )
    onTestFinished(() => clearInterval(gauge))
    const runs = await Promise.all(
      faults.map(async (expected) => ({ ...expected, run: await start(expected.fault) })),
    )
    const slowest: number[] = []
    for (const { fault, called, blame, run } of runs) {
      const { counts } = await ended(run.ctx, run.id, patience(70_000))
      expect({ fault, ...counts }).toMatchObject({ fault, invalid: items, failed: 0, passed: 0 })
      const checked = await stage.check(run.id)
      expect({ fault, faults: checked.faults, extra: checked.extraCalls }).toEqual({
        fault,
        faults: [],
        extra: 0,
      })
      const rows = await records(run)
      expect({ fault, tries: rows.length }).toEqual({ fault, tries: items * tries })
      for (const row of rows) {
        expect({ fault, ...row }).toMatchObject({ fault, verdict: 'invalid', blame })
        expect(row.reason).toContain(called)
        expect(row.n).toBeLessThanOrEqual(requests)
        slowest.push(row.ms)
      }
    }
    const growth = (highest - before) / 2 ** 20
    report('voice AI misbehaves', { executions: slowest.length, ms: slowest, growthMb: growth })
    slowest.sort((a, b) => a - b)
    // Half a second beyond the limit; the very last may have waited for a processor as well.
    expect(slowest[Math.floor(slowest.length * 0.9)]).toBeLessThanOrEqual(totalMs + 500)
    expect(slowest.at(-1)).toBeLessThanOrEqual(totalMs + 3_000)
    expect(growth).toBeLessThanOrEqual(100)
    expect(worker.child.exitCode).toBeNull()
  },
)

const gaps = async (run: StartedRun) => {
  const calls = (await stage.calls(run.id)).map(({ item, time, ms }) => {
    const at = Date.parse(time)
    return { item: item?.split(':')[0], from: at - ms, to: at }
  })
  return calls.flatMap((call) => {
    const next = calls.filter((c) => c.item === call.item && c.from > call.from)
    return next.length === 0 ? [] : [Math.min(...next.map(({ from }) => from)) - call.to]
  })
}

test('Retry-After is obeyed, also where it is longer than a whole execution may take', async () => {
  const run = await start('status=429;at=end;retry-after=4;times=1')
  const { counts } = await ended(run.ctx, run.id)
  expect(counts).toMatchObject({ passed: items, passed_after_retry: items })
  const waited = await gaps(run)
  expect(waited).toHaveLength(items)
  expect(Math.min(...waited)).toBeGreaterThanOrEqual(3_990)
  expect((await stage.check(run.id)).faults).toEqual([])
})
