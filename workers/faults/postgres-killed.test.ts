import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '#db/embedded/start-embedded-postgres.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { getBoss } from '#lib/platform/jobs/enqueue.ts'
import { dice, patience, scale } from '#workers/testing/fault-scale.ts'
import { endedItems, openStage, progress, type Stage } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'

let dataDir: string
let server: EmbeddedPostgres
let stage: Stage
let admin: Sql

// A server of its own, which flushes to disk as in production: what it acknowledged must be there afterwards.
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), `earshot-test-${process.pid}-`))
  server = await startEmbeddedPostgres({ dataDir, log: () => undefined })
  await migrateDatabase(server.url)
  admin = openSql(server.url, { max: 1, name: 'observer' })
  stage = await openStage(server.url, { latencyMs: 30 })
}, 120_000)

afterAll(async () => {
  await stage.close()
  await admin.end({ timeout: 5 })
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 })
})

const items = Math.min(40_000, 800 * scale)
const kills = Math.min(8, 2 + scale)
const concurrency = 20

/** Never throws: a server that is away has no answer. */
const answer = <T>(query: () => Promise<T>) => query().catch(() => undefined)

async function killPostgres(): Promise<number> {
  const pid = server.pid()
  process.kill(pid, 'SIGKILL')
  await until(
    'Postgres to be back',
    async () => server.pid() !== pid && (await answer(() => admin`select 1`)) !== undefined,
    60_000,
  )
  return performance.now()
}

const listening = async () => {
  const rows = await answer(
    () => admin<{ query: string }[]>`
      select query from pg_stat_activity
      where application_name = 'earshot-worker' and query ilike 'listen %'`,
  )
  return rows?.length ?? 0
}

test(
  'kill -9 of Postgres under load loses nothing, doubles nothing, and stops no worker',
  { timeout: patience(100_000) },
  async () => {
    const random = dice()
    const workers = [stage.start({ concurrency }), stage.start({ concurrency })]
    await Promise.all(workers.map(({ ready }) => ready))
    const run = await stage.run({ items, concurrency: concurrency * 2 })

    const resumed: number[] = []
    for (let kill = 1; kill <= kills; kill++) {
      await progress(admin, run.id, items, (0.8 * (kill - random() / 2)) / kills, patience(40_000))
      const back = await killPostgres()
      const before = await endedItems(admin, run.id)
      await until(
        'work to go on',
        async () => ((await answer(() => endedItems(admin, run.id))) ?? 0) > before,
      )
      resumed.push(performance.now() - back)
    }

    const { counts, status } = await ended(run.ctx, run.id, patience(60_000))
    const { faults, extraCalls } = await stage.check(run.id)
    report('Postgres killed', { items, kills, extraCalls, resumed })
    expect(faults).toEqual([])
    expect({ status, passed: counts.passed }).toEqual({ status: 'completed', passed: items })
    // Two workers, each with calls in as many slots and as many results on their way to disk.
    expect(extraCalls).toBeLessThanOrEqual(kills * concurrency * 4)
    expect(workers.map(({ child }) => child.exitCode)).toEqual([null, null])
  },
)

test('workers listen again afterwards, and a new run starts at once', async () => {
  // The channels of two consumers share one connection in each worker; it shows the statement that came last.
  await until('both workers to listen', async () => (await listening()) === 2)
  const run = await stage.run({ items: 1, concurrency: 1 })
  await ended(run.ctx, run.id)
})

test('workers whose listening connection is cut listen again', async () => {
  const cut = await admin`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'earshot-worker' and query ilike 'listen %'`
  expect(cut.count).toBe(2)
  await until('both workers to listen', async () => (await listening()) === 2)
})

test('a job whose notification was lost is found by polling', async () => {
  // Sent without NOTIFY, which is how a lost notification looks to a worker.
  const id = await getBoss().send('maintenance.partitions', {})
  const look = () => admin<{ ms: number }[]>`
    select extract(epoch from started_on - created_on)::float8 * 1000 as ms
    from pgboss.job where id = ${id} and state = 'completed'`
  await until('the job to be done', async () => (await look()).length === 1)
  const [job] = await look()
  report('notification lost', { startedMs: job?.ms ?? NaN })
})
