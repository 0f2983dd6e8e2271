import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { z } from 'zod'

import { openCanary, type Canary } from '#bench/rig/canary.ts'
import { Program } from '#bench/rig/program.ts'
import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { workerFlags } from '#workers/supervisor.ts'
import { createSetting, openClient, type Client } from '#workers/testing/pipeline.ts'

const programOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

type Setting = Awaited<ReturnType<typeof createSetting>>

/** What the benchmarks of the pipeline run on: a durable database, a peer, workers, and the way to start runs. */
export class Bench {
  readonly url: string
  readonly client: Client
  readonly canary: Canary
  readonly #dataDir: string
  readonly #stops: (() => Promise<void>)[]

  constructor(parts: {
    url: string
    client: Client
    canary: Canary
    dataDir: string
    stops: (() => Promise<void>)[]
  }) {
    this.url = parts.url
    this.client = parts.client
    this.canary = parts.canary
    this.#dataDir = parts.dataDir
    this.#stops = parts.stops
  }

  /** Starts a peer that answers after `latencyMs`. */
  async peer(latencyMs: number): Promise<{ program: Program; url: string }> {
    const program = new Program(programOf('bench/rig/peer.ts'), { args: [String(latencyMs)] })
    this.#stops.push(() => program.stop())
    const { url } = await program.message(z.object({ url: z.string() }))
    return { program, url }
  }

  /** Starts a peer that hears hundreds of callers at once at little cost, and answers at the end of their speech. */
  async voicePeer(): Promise<{ program: Program; url: string }> {
    const program = new Program(programOf('bench/rig/voice-peer.ts'))
    this.#stops.push(() => program.stop())
    const { url } = await program.message(z.object({ url: z.string() }))
    return { program, url }
  }

  /** Starts a server that answers a text with itself. */
  async echo(): Promise<{ program: Program; url: string }> {
    const program = new Program(programOf('bench/rig/echo.ts'))
    this.#stops.push(() => program.stop())
    const { url } = await program.message(z.object({ url: z.string() }))
    return { program, url }
  }

  /** Starts a real worker process of `concurrency` slots and waits until it takes work. */
  async worker(concurrency: number, flags: string[] = []): Promise<Program> {
    const program = new Program(programOf('workers/worker.ts'), {
      flags: [...workerFlags, ...flags],
      env: {
        // As the rig itself, on the keys of the tests.
        ENVIRONMENT: 'test',
        DATABASE_URL: this.url,
        EARSHOT_DATA_DIR: this.#dataDir,
        WORKER_CONCURRENCY: String(concurrency),
        WORKER_VOICE_CONCURRENCY: String(concurrency),
        OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
        LOG_LEVEL: 'warn',
        PROCESS_NAME: 'bench-worker',
      },
    })
    this.#stops.push(() => program.stop())
    await program.message(z.object({ ready: z.literal(true) }))
    return program
  }

  /** A suite of 20 cases that the peer passes, for an organization that may run `concurrency` at once. */
  setting(endpoint: string, concurrency: number, config = {}): Promise<Setting> {
    return createSetting(this.client.db, {
      endpoint,
      concurrency,
      config,
      cases: Array.from({ length: 20 }, (_, index) => ({
        id: `case-${index}`,
        say: `what is the weather in toronto ${index}`,
        expect: {
          intent: 'WeatherCommand',
          entities: { City: 'Toronto' },
          response: { contains: ['sunny'] },
        },
      })),
    })
  }

  /** A suite of `count` cases for the `http` connector, each with a text of its own, that the echo server passes. */
  echoSetting(endpoint: string, concurrency: number, count: number): Promise<Setting> {
    return createSetting(this.client.db, {
      concurrency,
      target: {
        connector: 'http',
        config: {
          ...{ preset: 'custom', url: endpoint },
          ...{ text_body: { text: '{{text}}' }, reply_path: '$.text' },
        },
      },
      cases: Array.from({ length: count }, (_, index) => ({
        id: `case-${index}`,
        say: `hello ${index + 1_000}`,
        expect: { response: { matches: `^You said: hello ${index + 1_000}$` } },
      })),
    })
  }

  /** Starts a run of `executions` (rounded up to a multiple of the cases) and returns its id. */
  async start(
    { ctx, suite, target, cases }: Setting,
    executions: number,
    mode: 'text' | 'voice' = 'text',
  ): Promise<string> {
    const input = StartRunInput.parse({
      suite_ids: [suite.id],
      target: target.id,
      mode,
      repetitions: Math.ceil(executions / cases.length),
    })
    return (await startRun(ctx, input)).id
  }

  /** Waits for the run's end. Returns ms by the database's clock; throws unless every item passed and is recorded. */
  async ended(runId: string, limitMs = 300_000): Promise<Times> {
    const deadline = performance.now() + limitMs
    for (;;) {
      const [row] = await this.client.sql<Row[]>`
        select r.status, s.total, s.passed,
          extract(epoch from r.finished_at - r.created_at)::float8 * 1000 as "totalMs",
          extract(epoch from r.finished_at - r.started_at)::float8 * 1000 as "workMs"
        from test_runs r join run_summaries s on s.run_id = r.id where r.id = ${runId}`
      if (row?.status === 'completed') {
        const [recorded] = await this.client.sql<{ n: number }[]>`
          select count(*)::int as n from voice_test_executions e
          join execution_details d on d.execution_id = e.id
          join validation_results v on v.execution_id = e.id where e.run_id = ${runId}`
        if (row.passed !== row.total || recorded?.n !== row.total)
          throw new Error(
            `${row.passed} of ${row.total} executions passed and ${recorded?.n} are recorded`,
          )
        return { totalMs: row.totalMs, workMs: row.workMs }
      }
      if (performance.now() > deadline) throw new Error(`Run ${runId} did not end: ${row?.status}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Mean length in ms of what was spoken in a run. */
  async spokenMs(runId: string): Promise<number> {
    const [row] = await this.client.sql<{ ms: number }[]>`
      select avg((d.turns -> 0 -> 'stimulus' ->> 'duration_ms')::float8) as ms
      from voice_test_executions e join execution_details d on d.execution_id = e.id
      where e.run_id = ${runId}`
    return row?.ms ?? Number.NaN
  }

  /** Where PostgreSQL spent its time, for whoever makes it faster; needs `openBench({ statements: true })`. */
  async printStatements(): Promise<void> {
    const rows = await this.client.sql`
      select round(total_exec_time)::int as ms, round(total_plan_time)::int as plan, calls::int,
        round(mean_exec_time::numeric, 2)::float8 as mean, rows::int,
        left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as query
      from pg_stat_statements order by total_exec_time desc limit 25`
    console.error(rows.map((row) => Object.values(row).join('\t')).join('\n'))
  }

  async close(): Promise<void> {
    for (const stop of this.#stops.reverse()) await stop()
  }
}

/** ms from the request to the end of the run, and from the first item begun to it. */
export type Times = { totalMs: number; workMs: number }
type Row = Times & { status: string; total: number; passed: number }

/** Starts PostgreSQL with every flush to disk on, in a temporary folder, migrated. `close` removes all of it. */
export async function openBench(options: { statements?: boolean } = {}): Promise<Bench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'earshot-bench-'))
  const settings = options.statements ? { shared_preload_libraries: 'pg_stat_statements' } : {}
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings })
  const stops = [
    async () => {
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  ]
  try {
    await migrateDatabase(postgres.url)
    const client = await openClient(postgres.url)
    stops.push(() => client.close())
    const canary = await openCanary(postgres.url)
    stops.push(() => canary.close())
    return new Bench({ url: postgres.url, client, canary, dataDir, stops })
  } catch (error) {
    for (const stop of stops.reverse()) await stop()
    throw error
  }
}
