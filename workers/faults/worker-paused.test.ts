import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { openStage, underWay, type Stage } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'

const database = useTestDatabase()
let stage: Stage

beforeAll(async () => {
  stage = await openStage(database.url, { latencyMs: 1_000 })
})
afterAll(() => stage.close())

const items = 12

type Recorded = { attempt: number; is_final: boolean; started_at: Date }

test(
  'a worker that slept beyond its lease has its results refused; those of the newer attempts stand',
  { timeout: 90_000 },
  async () => {
    const { sql } = stage.client
    const sleeper = stage.start({ concurrency: items })
    await sleeper.ready
    const run = await stage.run({ items, concurrency: items })
    await until(
      'all items to be under way',
      async () => (await underWay(sql, run.id)).size === items,
    )
    sleeper.child.kill('SIGSTOP')
    const stoppedAt = Date.now()
    stage.start({ concurrency: items })

    await ended(run.ctx, run.id, 60_000)
    const before = await sql<Recorded[]>`
      select * from voice_test_executions where run_id = ${run.id} order by id`
    expect(before.map(({ attempt, is_final }) => [attempt, is_final])).toEqual(
      Array.from({ length: items }, () => [2, true]),
    )

    sleeper.child.kill('SIGCONT')
    // Either cut off at the first heartbeat, or refused when it brought its result.
    const refusals = () => {
      const refused = [...sleeper.output().matchAll(/"refused":(\d+)/g)]
      const cut = [...sleeper.output().matchAll(/superseded attempt was (cut off|refused)/g)]
      return cut.length + refused.reduce((sum, [, n]) => sum + Number(n), 0)
    }
    await until('all attempts of the sleeper to be over', () => refusals() >= items)
    expect(
      await sql`select * from voice_test_executions where run_id = ${run.id} order by id`,
    ).toEqual(before)
    const { faults, extraCalls } = await stage.check(run.id)
    expect(faults).toEqual([])
    expect(extraCalls).toBeLessThanOrEqual(items)
    report('worker paused', {
      extraCalls,
      restarted: before.map(({ started_at }) => started_at.getTime() - stoppedAt),
    })
  },
)
