import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { patience } from '#workers/testing/fault-scale.ts'
import { openStage, type Stage } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'

const database = useTestDatabase()
let stage: Stage

beforeAll(async () => {
  stage = await openStage(database.url)
})
afterAll(() => stage.close())

/** calls that the thread holds at least when it dies */
const struck = 50
const items = struck + 6

async function counted(name: string): Promise<number> {
  const [row] = await stage.client.sql<{ value: number }[]>`
    select coalesce(sum(value), 0)::int as value from metric_totals where name = ${name}`
  return row?.value ?? 0
}

test(
  'a thread that dies under fifty calls loses none and doubles none: they are made again elsewhere, and counted',
  { timeout: patience(60_000) },
  async () => {
    const worker = stage.start({
      concurrency: items,
      program: new URL('../testing/lost-thread-worker.ts', import.meta.url),
      settings: { WORKER_VOICE_CONCURRENCY: String(items) },
    })
    await worker.ready
    const run = await stage.run({ items, concurrency: items, mode: 'voice', config: { pace: 1 } })
    const { counts, status } = await ended(run.ctx, run.id, patience(50_000))

    const { faults, executions, extraCalls } = await stage.check(run.id)
    expect(faults).toEqual([])
    expect({ status, passed: counts.passed }).toEqual({ status: 'completed', passed: items })
    expect(executions).toHaveLength(items)
    // What the thread had begun was broken off by us, and is on record neither as an attempt nor as a verdict.
    expect(extraCalls).toBeLessThanOrEqual(items)
    expect(worker.child.exitCode).toBeNull()
    await until(
      'what was lost to be counted',
      async () => (await counted('voice_calls_lost_total')) >= struck,
      patience(10_000),
    )
    expect(await counted('voice_threads_lost_total')).toBe(1)
  },
)
