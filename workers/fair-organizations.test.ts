import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { endedItems, openStage, progress, type Stage } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'

const database = useTestDatabase()
let stage: Stage

beforeAll(async () => {
  stage = await openStage(database.url, { latencyMs: 20 })
  await stage.start({ concurrency: 4 }).ready
})
afterAll(() => stage.close())

const admitted = async (runId: string) => {
  const [row] = await stage.client.sql<{ n: number }[]>`
    select count(*)::int as n from test_execution_queue
    where run_id = ${runId} and admitted_at is not null and status in ('pending', 'running')`
  return row?.n ?? 0
}

test('an organization that may have hundreds of calls does not hold up one that starts after it', async () => {
  const { sql } = stage.client
  const large = await stage.run({ items: 200, concurrency: 200 })
  await progress(sql, large.id, 200, 0.05)
  // As many as the worker can hold and record, not as many as the organization may have.
  expect(await admitted(large.id)).toBeLessThanOrEqual(8)
  const small = await stage.run({ items: 10, concurrency: 400 })
  await until('the small run to begin', async () => (await admitted(small.id)) > 0)
  const at = await endedItems(sql, large.id)
  await ended(small.ctx, small.id)
  // Both get half of the calls: the large one has ended about as many as the small one meanwhile.
  expect((await endedItems(sql, large.id)) - at).toBeLessThan(60)
  expect(await ended(large.ctx, large.id)).toMatchObject({ counts: { passed: 200 } })
})
