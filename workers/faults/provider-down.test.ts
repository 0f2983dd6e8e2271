import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { deadLetterOf } from '#lib/platform/jobs/catalog.ts'
import { patience, scale } from '#workers/testing/fault-scale.ts'
import { endedItems, openStage, progress, type Stage } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'
import { openTcpProxy, type TcpProxy } from '#workers/testing/tcp-proxy.ts'

const database = useTestDatabase()
let stage: Stage
let proxy: TcpProxy

beforeAll(async () => {
  stage = await openStage(database.url, { latencyMs: 20 })
  proxy = await openTcpProxy(stage.simulator.url)
})
afterAll(async () => {
  await stage.close()
  await proxy.close()
})

/** s between two probes; as in production at a large scale */
const openS = Math.min(10, 0.4 * scale)
/** More than an item has tries: were they used up, nothing would be left to finish. */
const probes = 9
const config = { max_attempts: 2, breaker_failures: 5, breaker_open_s: openS }

/** The voice AI knows nothing of calls that never reached it. */
function fellShort(fault: string): boolean {
  const [, told, came] = /tells of (\d+) calls, (\d+) came/.exec(fault) ?? []
  return told !== undefined && Number(came) < Number(told)
}

const deadLetters = async () => {
  const [row] = await stage.client.sql<{ n: number }[]>`
    select count(*)::int as n from pgboss.job where name = ${deadLetterOf('execution.execute')}`
  return row?.n ?? 0
}

test(
  'a voice AI that is down is asked now and then; when it is back, all that waited is done without hands',
  { timeout: patience(120_000) },
  async () => {
    const { sql } = stage.client
    const items = 40 * scale
    const worker = stage.start({ concurrency: 8 })
    await worker.ready
    // Few at once, so that the same items meet every probe.
    const run = await stage.run({ items, concurrency: 4, config, url: proxy.url })
    await progress(sql, run.id, items, 0.2)
    proxy.cut()
    const pulledAt = performance.now()
    await until('the breaker to open', async () => {
      const [hold] = await sql`select reason from target_holds`
      return hold !== undefined
    })
    const openedMs = performance.now() - pulledAt
    const before = proxy.attempts().length
    await until(
      `${probes} probes`,
      () => proxy.attempts().length >= before + probes,
      patience(probes * openS * 1_000 + 20_000),
    )
    // Calls under way when it opened end a little later than it.
    const attempts = proxy.attempts().slice(before + 4)
    const gaps = attempts.flatMap((at, i) => at - (attempts[i - 1] ?? Number.NEGATIVE_INFINITY))
    const doneMeanwhile = await endedItems(sql, run.id)
    proxy.restore()
    const { counts, status } = await ended(run.ctx, run.id, patience(60_000))
    worker.child.kill('SIGKILL')
    report('voice AI down', { items, openedMs, probes: attempts.length, gaps: gaps.slice(1) })

    expect({ status, ...counts }).toMatchObject({
      ...{ status: 'completed', passed: items, failed: 0, invalid: 0 },
    })
    expect(doneMeanwhile).toBeLessThan(items)
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(openS * 1_000 - 20)
    expect(await deadLetters()).toBe(0)
    const { faults } = await stage.check(run.id)
    expect(faults.filter((fault) => !fellShort(fault))).toEqual([])
  },
)

test(
  'a voice AI that stays away for longer than anybody waits ends what is left as invalid',
  { timeout: patience(60_000) },
  async () => {
    const items = 20
    proxy.restore()
    await stage.start({ concurrency: 8, settings: { TARGET_OUTAGE_PATIENCE: '1' } }).ready
    const run = await stage.run({ items, concurrency: 4, config, url: proxy.url })
    await progress(stage.client.sql, run.id, items, 0.2)
    proxy.cut()
    const { counts } = await ended(run.ctx, run.id, patience(30_000))
    expect(counts.failed).toBe(0)
    expect(counts.passed + counts.invalid).toBe(items)
    expect(counts.invalid).toBeGreaterThan(0)
  },
)
