import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { openStage, type Stage } from '#workers/testing/fault-stage.ts'
import { until } from '#workers/testing/pipeline.ts'

const database = useTestDatabase()
let stage: Stage

beforeAll(async () => {
  stage = await openStage(database.url)
  await stage.start({ concurrency: 4, settings: { TEST_EXECUTION_TIMEOUT: '1' } }).ready
})
afterAll(() => stage.close())

test('an execution that takes longer than TEST_EXECUTION_TIMEOUT is given up and proves nothing', async () => {
  const { sql } = stage.client
  const run = await stage.run({
    items: 1,
    concurrency: 4,
    // The connector itself would wait for longer; the question before the run is answered at once.
    config: {
      timeout_s: 60,
      extra_headers: {
        'X-Simulator-Fault': 'latency=30000;after=1',
        'X-Simulator-Fault-Key': 'slow',
      },
    },
  })
  const executions = () => sql<{ verdict: string; reason: string; ms: number }[]>`
    select e.verdict, v.reason,
      extract(epoch from e.finished_at - e.started_at)::float8 * 1000 as ms
    from voice_test_executions e join validation_results v on v.execution_id = e.id
    where e.run_id = ${run.id}`
  await until('a first attempt to be recorded', async () => (await executions()).length > 0)
  const [first] = await executions()
  expect(first).toMatchObject({ verdict: 'invalid' })
  expect(first?.ms).toBeGreaterThanOrEqual(990)
  expect(first?.ms).toBeLessThan(10_000)
  expect(first?.reason).toMatch(/cancelled|timed out|timeout/i)
  await cancelRun(run.ctx, run.id)
})
