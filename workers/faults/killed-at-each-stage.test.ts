import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Sql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getBoss } from '#lib/platform/jobs/enqueue.ts'
import { expandRun } from '#lib/runs/queue/expand-run.ts'
import { patience } from '#workers/testing/fault-scale.ts'
import {
  endedItems,
  openStage,
  underWay,
  type Stage,
  type StartedRun,
} from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'
import { openTcpProxy, type TcpProxy } from '#workers/testing/tcp-proxy.ts'
import type { WorkerProcess } from '#workers/testing/worker-process.ts'

const database = useTestDatabase()
let stage: Stage
let proxy: TcpProxy

beforeAll(async () => {
  stage = await openStage(database.url)
  proxy = await openTcpProxy(stage.simulator.url)
})
afterAll(async () => {
  await stage.close()
  await proxy.close()
})

const items = 3
const concurrency = 4

async function kill({ child, ended }: WorkerProcess): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

/** Locks rows, so that a worker stops at them, for as long as `during` takes. */
async function whileLocked(
  lock: (sql: Sql) => Promise<unknown>,
  during: () => Promise<void>,
): Promise<void> {
  const undone = new Error('undone')
  await stage.client.sql
    .begin(async (tx) => {
      await lock(tx as unknown as Sql)
      await during()
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
}

/** A worker waits for a lock in a statement that has `words` in it. */
const stuckIn = (words: string) =>
  until(`a worker to be stuck in "${words}"`, async () => {
    const rows = await stage.client.sql`
      select 1 from pg_stat_activity where wait_event_type = 'Lock'
        and application_name = 'earshot-worker' and query ilike ${`%${words}%`}`
    return rows.length > 0
  })

/** A run whose items wait, though no worker has seen it. */
async function expandedRun(): Promise<StartedRun> {
  const run = await stage.run({ items, concurrency })
  await expandRun(stage.client.sql, getBoss(), run.id, null)
  return run
}

/** Each starts a run and kills its worker exactly there. */
const stages: Record<string, () => Promise<StartedRun>> = {
  // The database begins its items for a worker that is dead by then.
  claiming: async () => {
    const run = await expandedRun()
    await whileLocked(
      (tx) => tx`select pg_advisory_xact_lock(1095518548)`,
      async () => {
        const worker = stage.start({ concurrency })
        await stuckIn('earshot_claim_items')
        await kill(worker)
      },
    )
    return run
  },
  begun: async () => {
    const program = new URL('../testing/stage-worker.ts', import.meta.url)
    const worker = stage.start({ concurrency, program, args: ['--dies=begun'] })
    const run = await stage.run({ items, concurrency })
    expect(await worker.ended).toBe('SIGKILL')
    return run
  },
  speaking: async () => {
    const worker = stage.start({ concurrency })
    await worker.ready
    const before = proxy.bytes()
    const config = { pace: 1 }
    const run = await stage.run({ items, concurrency, url: proxy.url, mode: 'voice', config })
    // More than all heads and descriptions together, less than a second of speech each.
    await until('audio to be on its way', () => proxy.bytes() > before + 40_000)
    expect((await underWay(stage.client.sql, run.id)).size).toBeGreaterThan(0)
    await kill(worker)
    return run
  },
  listening: async () => {
    const worker = stage.start({ concurrency })
    await worker.ready
    const before = proxy.requests()
    const run = await stage.run({
      ...{ items, concurrency, url: proxy.url },
      // All but the question before the run is slow, once.
      config: {
        extra_headers: {
          'X-Simulator-Fault': `latency=60000;after=1;times=${items}`,
          'X-Simulator-Fault-Key': 'listening',
        },
      },
    })
    await until('all to be asked', () => proxy.requests() >= before + 1 + items)
    await kill(worker)
    return run
  },
  judged: async () => {
    const program = new URL('../testing/stage-worker.ts', import.meta.url)
    const worker = stage.start({ concurrency, program, args: ['--dies=judged'] })
    const run = await stage.run({ items, concurrency })
    expect(await worker.ended).toBe('SIGKILL')
    return run
  },
  recording: async () => {
    const run = await expandedRun()
    await whileLocked(
      (tx) => tx`select 1 from run_summaries where run_id = ${run.id} for no key update`,
      async () => {
        const worker = stage.start({ concurrency })
        await stuckIn('earshot_record_results')
        expect((await underWay(stage.client.sql, run.id)).size).toBeGreaterThan(0)
        await kill(worker)
      },
    )
    return run
  },
  finalizing: async () => {
    const worker = stage.start({ concurrency })
    await worker.ready
    const run = await stage.run({ items, concurrency })
    const { sql } = stage.client
    await until('an item to be begun', async () => {
      const [row] = await sql`select 1 from test_runs where id = ${run.id} and status = 'running'`
      return row !== undefined
    })
    await whileLocked(
      (tx) => tx`select 1 from test_runs where id = ${run.id} for no key update`,
      async () => {
        await stuckIn('from test_runs where id = $1 for no key update')
        expect(await endedItems(sql, run.id)).toBe(items)
        await kill(worker)
      },
    )
    return run
  },
}

test(
  'kill -9 of a worker at any stage loses nothing and doubles nothing',
  { timeout: patience(90_000) },
  async () => {
    const { sql } = stage.client
    const struck: [string, StartedRun][] = []
    for (const [name, strike] of Object.entries(stages)) {
      const run = await strike()
      struck.push([name, run])
      // Or the workers of the next stages would be at work on what they took over from this one.
      await sql`update test_runs set paused_at = now() where id = ${run.id}`
    }
    await sql`
      update test_runs set paused_at = null where id = any(${struck.map(([, { id }]) => id)}::uuid[])`
    const rescuer = stage.start({ concurrency: 2 * concurrency })
    await rescuer.ready
    // What ten seconds do: the heartbeats of the dead are over, of their jobs as well.
    await sql`
      update pgboss.job set heartbeat_on = now() - interval '1 minute'
      where state = 'active' and heartbeat_on < now() - interval '1 second'`
    for (const [name, run] of struck) {
      const { counts, status } = await ended(run.ctx, run.id, patience(40_000))
      expect({ name, status, ...counts }).toMatchObject({
        ...{ name, status: 'completed', passed: items, failed: 0, invalid: 0 },
      })
      const { faults, executions, extraCalls } = await stage.check(run.id)
      expect({ name, faults, executions: executions.length }).toEqual({
        ...{ name, faults: [], executions: items },
      })
      report(`worker killed: ${name}`, { extraCalls })
    }
  },
)
