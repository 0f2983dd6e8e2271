import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { patience, scale } from '#workers/testing/fault-scale.ts'
import { endedItems, openStage, type Stage } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'

const database = useTestDatabase()
let stage: Stage

beforeAll(async () => {
  stage = await openStage(database.url, { latencyMs: 150 })
})
afterAll(() => stage.close())

const concurrency = 6
/** freezes that strike in the middle of a transaction */
const strikes = 1 + scale
/** freezes in all, at most: most of them strike nothing */
const tries = 30 * strikes
const items = 300 * strikes

/** Whether some session has been waiting for its client, within a transaction, for so long that it must be a frozen one. */
const caught = async () => {
  const rows = await stage.client.sql`
    select 1 from pg_stat_activity
    where application_name like 'earshot-%' and state = 'idle in transaction'
      and state_change < clock_timestamp() - interval '60 ms'`
  return rows.length > 0
}

test(
  'a worker that is frozen at any moment, in the middle of a transaction too, does not hold up the others',
  { timeout: patience(120_000) },
  async () => {
    const { sql } = stage.client
    const workers = [stage.start({ concurrency }), stage.start({ concurrency })]
    await Promise.all(workers.map(({ ready }) => ready))
    const run = await stage.run({ items, concurrency: concurrency * 4 })
    const done = () => endedItems(sql, run.id)
    await until('results of both', async () => (await done()) > 4 * concurrency)

    let struck = 0
    const stood: number[] = []
    for (
      let round = 0;
      round < tries && struck < strikes && (await done()) < items * 0.8;
      round++
    ) {
      const { child } = workers[round % 2] ?? workers[0]!
      await sleep(5 + ((round * 37) % 90))
      child.kill('SIGSTOP')
      await sleep(100)
      if (await caught()) {
        struck++
        const at = performance.now()
        // What was on its way may still arrive; what is asked for is that it goes on.
        await sleep(500)
        const before = await done()
        await until('the living one to record', async () => (await done()) > before + 3, 4_000)
        stood.push(performance.now() - at)
      }
      child.kill('SIGCONT')
    }

    const { counts, status } = await ended(run.ctx, run.id, patience(60_000))
    const { faults } = await stage.check(run.id)
    report('worker frozen', { items, struck, stood })
    expect({ status, faults, passed: counts.passed }).toEqual({
      ...{ status: 'completed', faults: [], passed: items },
    })
  },
)
