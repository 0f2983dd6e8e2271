import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { dice, patience, scale } from '#workers/testing/fault-scale.ts'
import { openStage, progress, type Stage } from '#workers/testing/fault-stage.ts'
import { ended } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'

const database = useTestDatabase()
let stage: Stage

beforeAll(async () => {
  stage = await openStage(database.url, { latencyMs: 200 })
})
afterAll(() => stage.close())

const concurrency = 8
const items = 150 * scale
const kills = Math.min(20, 1 + scale)

/** Items in the hands of a worker. */
const held = (runId: string) => stage.client.sql<{ id: string; attempt: number }[]>`
  select id, attempt from test_execution_queue where run_id = ${runId} and status = 'running'`

test(
  'kill -9 of workers in the middle of a run loses nothing, doubles nothing, and others take over',
  { timeout: patience(60_000) },
  async () => {
    const { sql } = stage.client
    const random = dice()
    const workers = [stage.start({ concurrency }), stage.start({ concurrency })]
    await Promise.all(workers.map(({ ready }) => ready))
    // Slots of the dead stay taken until they are missed: leave enough for the living.
    const run = await stage.run({ items, concurrency: concurrency * (2 + kills) })

    const struck = new Map<string, { attempt: number; at: number }>()
    for (let kill = 1; kill <= kills; kill++) {
      await progress(sql, run.id, items, (0.7 * (kill - random() / 2)) / kills, patience(30_000))
      const seat = random() < 0.5 ? 0 : 1
      workers[seat]?.child.kill('SIGKILL')
      await workers[seat]?.ended
      const at = Date.now()
      for (const { id, attempt } of await held(run.id))
        if (struck.get(id)?.attempt !== attempt) struck.set(id, { attempt, at })
      workers[seat] = stage.start({ concurrency })
    }

    const { counts, status } = await ended(run.ctx, run.id, patience(40_000))
    const { faults, extraCalls, executions } = await stage.check(run.id)
    expect(faults).toEqual([])
    expect({ status, passed: counts.passed }).toEqual({ status: 'completed', passed: items })
    // A worker holds twice its slots at most: calls, and results on their way to disk.
    expect(extraCalls).toBeLessThanOrEqual(kills * concurrency * 2)

    const started = await sql<{ item_id: string; attempt: number; started_at: Date }[]>`
      select item_id, attempt, started_at from voice_test_executions where run_id = ${run.id}`
    const waits = started.flatMap(({ item_id, attempt, started_at }) => {
      const blow = struck.get(item_id)
      return blow && attempt > blow.attempt ? [started_at.getTime() - blow.at] : []
    })
    report('worker killed', { items, kills, extraCalls, restarted: waits.length, waits })
    expect(executions.length).toBe(items)
    expect(waits.length).toBeGreaterThan(0)
  },
)
