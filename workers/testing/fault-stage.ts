import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Sql } from '#db/client.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { checkRun, readCalls, type Checked, type LoggedCall } from '#workers/testing/check-run.ts'
import {
  createSetting,
  credentials,
  openClient,
  until,
  type Case,
  type Client,
} from '#workers/testing/pipeline.ts'
import {
  killWorkers,
  startWorker,
  type WorkerOptions,
  type WorkerProcess,
} from '#workers/testing/worker-process.ts'

export type Stage = {
  client: Client
  simulator: Simulator
  folder: string
  start(options: Omit<WorkerOptions, 'databaseUrl'>): WorkerProcess
  /** Starts a run of `items` one-turn cases, or of the cases given, by text. */
  run(plan: RunPlan): Promise<StartedRun>
  check(runId: string): Promise<Checked>
  /** what the voice AI was asked by this run, in the order in which it ended */
  calls(runId: string): Promise<LoggedCall[]>
  close(): Promise<void>
}

type RunPlan = {
  items?: number
  cases?: Case[]
  /** executions at once in the organization */
  concurrency: number
  config?: Record<string, unknown>
  /** where the target is called, instead of the stage's own voice AI; without `/v1` */
  url?: string
  mode?: 'text' | 'voice'
  /** Called before the run starts. */
  prepare?: (setting: Awaited<ReturnType<typeof createSetting>>) => Promise<void>
}

export type StartedRun = Awaited<ReturnType<typeof createSetting>> & { id: string }

const weather = (id: string): Case => ({ id, say: 'what is the weather in toronto' })

/** A voice AI that keeps its own log, and workers as processes, on the database given. */
export async function openStage(
  databaseUrl: string,
  options: { latencyMs?: number; clockSkewSeconds?: number } = {},
): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-faults-'))
  const logFile = join(folder, 'calls.jsonl')
  const simulator = await startSimulator({
    ...{ ...credentials, ...options, logFile, weakSpots: false },
    // What its ears have learnt is of use to all tests.
    dataDir: join(tmpdir(), 'earshot-test-ears'),
  })
  const client = await openClient(databaseUrl)
  return {
    client,
    simulator,
    folder,
    start: (worker) => startWorker({ databaseUrl, ...worker }),
    run: async ({ items = 0, cases, concurrency, config, prepare, url, mode = 'text' }) => {
      const setting = await createSetting(client.db, {
        endpoint: `${url ?? simulator.url}/v1`,
        cases: cases ?? Array.from({ length: items }, (_, i) => weather(`case-${i}`)),
        concurrency,
        ...(config && { config }),
      })
      await prepare?.(setting)
      const { suite, target, ctx } = setting
      const request = { suite_ids: [suite.id], target: target.id, mode }
      return { ...setting, ...(await startRun(ctx, StartRunInput.parse(request))) }
    },
    check: async (runId) => {
      // The log is written a moment after a call has ended.
      let checked = await checkRun(client.sql, runId, logFile)
      for (let tries = 0; checked.faults.length > 0 && tries < 20; tries++) {
        await sleep(50)
        checked = await checkRun(client.sql, runId, logFile)
      }
      return checked
    },
    calls: (runId) => readCalls(client.sql, runId, logFile),
    close: async () => {
      await killWorkers()
      await client.close()
      await simulator.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Ids and attempts of the items that are under way now. */
export async function underWay(sql: Sql, runId: string): Promise<Map<string, number>> {
  const rows = await sql<{ id: string; attempt: number }[]>`
    select id, attempt from test_execution_queue where run_id = ${runId} and status = 'running'`
  return new Map(rows.map(({ id, attempt }) => [id, attempt]))
}

/** How many items have ended. */
export async function endedItems(sql: Sql, runId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select passed + failed + invalid + cancelled as n from run_summaries where run_id = ${runId}`
  return row?.n ?? 0
}

/** Waits until `share` (0..1) of `total` items have ended. */
export const progress = (sql: Sql, runId: string, total: number, share: number, limitMs?: number) =>
  until(
    `${Math.round(share * 100)} % of the items`,
    async () => (await endedItems(sql, runId)) >= total * share,
    limitMs,
  )
