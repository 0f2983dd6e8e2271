import { eq, sql as drizzleSql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { schedules } from '#db/schema/schedules.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getBoss } from '#lib/platform/jobs/enqueue.ts'
import { createSchedule } from '#lib/schedules/create-schedule.ts'
import { CreateScheduleInput } from '#lib/schedules/schema.ts'
import { patience, scale } from '#workers/testing/fault-scale.ts'
import { openStage, progress, type Stage } from '#workers/testing/fault-stage.ts'
import { createSetting, ended, until } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'
import { killWorkers } from '#workers/testing/worker-process.ts'

const database = useTestDatabase()
const hourMs = 3_600_000
let stage: Stage

// A voice AI that looks at time stamps refuses a caller whose clock is wrong, and is right to do so: this one does not look.
beforeAll(async () => {
  stage = await openStage(database.url, { latencyMs: 100, clockSkewSeconds: 0 })
})
afterEach(killWorkers)
afterAll(() => stage.close())

/** One worker an hour ahead, one an hour behind. */
async function startWorkers() {
  const workers = [hourMs, -hourMs].map((clockShiftMs) =>
    stage.start({ concurrency: 4, clockShiftMs }),
  )
  await Promise.all(workers.map(({ ready }) => ready))
  return workers.map(({ child }) => child)
}

type Times = { attempt: number; ms: number; off: number }

test(
  'workers whose clocks are wrong, and jump in the middle of a run, lose and double nothing; times are right',
  { timeout: patience(60_000) },
  async () => {
    const { sql } = stage.client
    const items = 60 * scale
    const [ahead, behind] = await startWorkers()
    const run = await stage.run({ items, concurrency: 8 })
    await progress(sql, run.id, items, 0.3)
    ahead?.send({ shiftMs: -hourMs })
    behind?.send({ shiftMs: hourMs })
    await progress(sql, run.id, items, 0.6)
    ahead?.send({ shiftMs: 0 })
    behind?.send({ shiftMs: 0 })
    const { counts, status } = await ended(run.ctx, run.id, patience(40_000))
    expect({ status, ...counts }).toMatchObject({ status: 'completed', passed: items, failed: 0 })
    const { faults, extraCalls } = await stage.check(run.id)
    expect({ faults, extraCalls }).toEqual({ faults: [], extraCalls: 0 })
    const times = await sql<Times[]>`
      select attempt, extract(epoch from finished_at - started_at)::float8 * 1000 as ms,
        abs(extract(epoch from now() - started_at))::float8 as off
      from voice_test_executions where run_id = ${run.id}`
    // No lease ended early: nothing was begun twice.
    expect(times.map(({ attempt }) => attempt)).toEqual(Array.from({ length: items }, () => 1))
    for (const { ms, off } of times) {
      expect(ms).toBeGreaterThanOrEqual(100)
      expect(ms).toBeLessThan(patience(10_000))
      expect(off).toBeLessThan(600)
    }
    report('clock jumps', { items, ms: times.map(({ ms }) => ms) })
  },
)

test(
  'a schedule that is due starts its run once, and one that is not due starts none',
  { timeout: patience(60_000) },
  async () => {
    const { client } = stage
    const setting = await createSetting(client.db, {
      endpoint: `${stage.simulator.url}/v1`,
      cases: [{ id: 'weather', say: 'what is the weather in toronto' }],
    })
    const schedule = (name: string) =>
      createSchedule(
        setting.ctx,
        CreateScheduleInput.parse({
          ...{ name, cron: '0 0 1 1 *', time_zone: 'UTC' },
          request: { suite_ids: [setting.suite.id], target: setting.target.name, mode: 'text' },
        }),
      )
    const [due, later] = [await schedule('due'), await schedule('later')]
    const set = (id: string, seconds: number) =>
      client.db
        .update(schedules)
        .set({ nextRunAt: drizzleSql`now() + make_interval(secs => ${seconds})` })
        .where(eq(schedules.id, id))
    await set(due.id, -1)
    // Due by the clock that is ahead only.
    await set(later.id, 1_800)
    const startedAt = performance.now()
    await startWorkers()
    await getBoss().insert(
      'schedule.tick',
      Array.from({ length: 8 }, () => ({ data: {} })),
    )
    const [ticks, cron] = [
      () => client.sql<{ n: number }[]>`
        select count(*)::int as n from pgboss.job where name = 'schedule.tick' and state = 'completed'`,
      () => client.sql<{ n: number }[]>`
        select count(*)::int as n from pgboss.job where name = 'schedule.tick'`,
    ]
    await until('all looks to be over', async () => ((await ticks())[0]?.n ?? 0) >= 8)
    const runs = await client.sql<{ schedule: string }[]>`
      select trigger ->> 'schedule' as schedule from test_runs
      where organization_id = ${setting.organization.id}`
    expect(runs.map((run) => run.schedule)).toEqual(['due'])
    const [row] = await client.db.select().from(schedules).where(eq(schedules.id, due.id))
    expect(row?.nextRunAt?.getTime()).toBeGreaterThan(Date.now())
    // Whoever is an hour ahead sends no jobs for the minutes in between.
    const minutes = Math.ceil((performance.now() - startedAt) / 60_000) + 1
    expect(((await cron())[0]?.n ?? 0) - 8).toBeLessThanOrEqual(minutes)
  },
)
