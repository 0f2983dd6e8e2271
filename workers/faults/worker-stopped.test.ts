import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { patience, scale } from '#workers/testing/fault-scale.ts'
import { openStage, progress, underWay, type Stage } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'

const database = useTestDatabase()
let stage: Stage

beforeAll(async () => {
  stage = await openStage(database.url, { latencyMs: 2_000 })
})
afterAll(() => stage.close())

const concurrency = Math.min(1_000, 50 * scale)

test.each([
  { how: 'finishes its calls', graceSeconds: 20, extra: 0 },
  { how: 'hands back calls that outlast its grace', graceSeconds: 1, extra: concurrency },
])(
  'a worker told to stop with many calls under way $how, and a new one takes over',
  { timeout: patience(60_000) },
  async ({ how, graceSeconds, extra }) => {
    const { sql } = stage.client
    const items = concurrency * 2
    const settings = { WORKER_GRACE_SECONDS: String(graceSeconds) }
    const old = stage.start({ concurrency, settings })
    await old.ready
    const run = await stage.run({ items, concurrency })
    await until(
      'all slots to be taken',
      async () => (await underWay(sql, run.id)).size === concurrency,
    )
    const stopAt = performance.now()
    old.child.kill('SIGTERM')
    const next = stage.start({ concurrency })
    expect(await old.ended).toBe(0)
    const stopMs = performance.now() - stopAt
    await next.ready
    await progress(sql, run.id, items, 1, patience(40_000))

    const { counts, status } = await ended(run.ctx, run.id)
    const { faults, extraCalls } = await stage.check(run.id)
    report(`worker stopped: ${how}`, { items, concurrency, stopMs, extraCalls })
    expect(faults).toEqual([])
    expect({ status, passed: counts.passed }).toEqual({ status: 'completed', passed: items })
    expect(extraCalls).toBeLessThanOrEqual(extra)
    expect(stopMs).toBeLessThan(30_000)
    next.child.kill('SIGTERM')
    expect(await next.ended).toBe(0)
  },
)
