import { afterEach, beforeEach, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { describeWorkers } from '#lib/platform/jobs/worker-health.ts'
import { listWorkerKills } from '#lib/runs/list-worker-kills.ts'
import { patience } from '#workers/testing/fault-scale.ts'
import { openStage, underWay, type Stage } from '#workers/testing/fault-stage.ts'
import { frozenLanguage } from '#workers/testing/frozen-executor.ts'
import { ended, until, type Case } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'
import { retryAtOnce } from '#workers/testing/retry-at-once.ts'

const database = useTestDatabase()
let stage: Stage

beforeEach(async () => {
  stage = await openStage(database.url, { latencyMs: 500 })
})
afterEach(() => stage.close())

const innocents = 20
const say = 'what is the weather in toronto'
const languages = { [frozenLanguage]: { voice: 'default' } }
const frozen: Case = { id: 'frozen', say, languages }
const cases = Array.from({ length: innocents }, (_, i) => ({ id: `case-${i}`, say }))
const supervisor = new URL('../testing/frozen-supervisor.ts', import.meta.url)
const worker = new URL('../testing/frozen-worker.ts', import.meta.url)

const speaks = async () => describeWorkers(stage.client.db).catch((error: Error) => error.message)

test(
  'an item that blocks its worker costs one worker and itself; what was in flight with it passes, with all its tries',
  { timeout: patience(160_000) },
  async () => {
    const { sql } = stage.client
    const settings = { SILENCE_LIMIT_SECONDS: '8' }
    await stage.start({ concurrency: innocents + 4, program: supervisor, settings }).ready
    await until('a worker', async () => (await speaks()) === '1 alive', patience(40_000))
    await retryAtOnce(sql)
    // The frozen one last, so that all others are under way with it.
    const startedAt = performance.now()
    const run = await stage.run({ cases: [...cases, frozen], concurrency: innocents + 4 })
    const { counts, status } = await ended(run.ctx, run.id, patience(110_000))
    report('worker blocked by an item', { endedMs: performance.now() - startedAt })
    expect({ status, ...counts }).toMatchObject({
      ...{ status: 'completed', passed: innocents, failed: 0, invalid: 1, passed_after_retry: 0 },
    })
    const { items, faults } = await stage.check(run.id)
    expect(faults).toEqual([])
    const poison = items.find(({ verdict }) => verdict === 'invalid')
    expect(poison?.last_error).toMatch(/did not answer for \d+ s and was killed by SIGKILL/)

    // Only the poison has used up tries, and only it is marked.
    const rows = await sql<{ id: string; crashes: number; retries: number }[]>`
      select id, crashes, retries from test_execution_queue where run_id = ${run.id}`
    const marked = rows.filter(({ crashes, retries }) => crashes > 0 || retries > 0)
    expect(marked.map(({ id }) => id)).toEqual([poison?.id])

    const kills = await listWorkerKills(run.ctx)
    expect(kills).toHaveLength(1)
    expect(kills[0]?.items.map(({ case_name: name }) => name)).toContain('frozen')
    const [entry] = await sql<{ detail: { items: string[] } }[]>`
      select detail from activity_log
      where organization_id = ${run.organization.id} and action = 'worker.kill'`
    expect(entry?.detail.items).toContain(poison?.id)
  },
)

test(
  'a worker that does not answer is named within 15 s, and SIGTERM ends it within 30 s',
  { timeout: patience(100_000) },
  async () => {
    const { sql } = stage.client
    const main = stage.start({ concurrency: 4, program: supervisor })
    await main.ready
    await until('a worker', async () => (await speaks()) === '1 alive', patience(40_000))
    const run = await stage.run({ cases: [frozen], concurrency: 4 })
    await until('it to be blocked', async () => (await underWay(sql, run.id)).size === 1)
    const blockedAt = performance.now()
    await until('the silent worker to be named', async () =>
      /no worker answers; silent: process \d+ for \d+ s/.test(await speaks()),
    )
    const namedMs = performance.now() - blockedAt
    main.child.kill('SIGTERM')
    expect(await main.ended).toBe(0)
    const endedMs = performance.now() - blockedAt - namedMs
    report('silent worker told to stop', { namedMs, endedMs })
    // Its last word may be 5 s older than the block.
    expect(namedMs).toBeLessThan(15_000)
    expect(endedMs).toBeLessThan(30_000)
  },
)

test(
  'a blocked worker that nobody supervises ends itself, and says what it held',
  { timeout: patience(60_000) },
  async () => {
    const settings = { SILENCE_LIMIT_SECONDS: '8' }
    const lonely = stage.start({ concurrency: 4, program: worker, settings })
    await lonely.ready
    const run = await stage.run({ cases: [frozen, ...cases.slice(0, 2)], concurrency: 4 })
    expect(await lonely.ended).toBe('SIGKILL')
    expect(lonely.output()).toMatch(/event loop of this process has stood still for \d+ s/)
    const [kill] = await listWorkerKills(run.ctx)
    expect(kill).toMatchObject({ pid: lonely.child.pid })
    expect(kill?.items.map(({ case_name: name }) => name)).toContain('frozen')
  },
)
