import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { createExecutor } from '#workers/executor.ts'
import { openWorker, type Worker } from '#workers/run-worker.ts'
import { credentials, idle, openClient, type Client } from '#workers/testing/pipeline.ts'

type Pipeline = { simulator: Simulator; worker: Worker; client: Client; sql: Sql }

type Options = Partial<Pick<Parameters<typeof openWorker>[0], 'readLoad' | 'loadMs'>>

/** Gives a test file the whole pipeline in this process: a demo voice AI that hears, a worker, a client. */
export function usePipeline(database: { readonly url: string }, options: Options = {}): Pipeline {
  let open: (Pipeline & { executor: ReturnType<typeof createExecutor> }) | undefined
  const parts = () => {
    if (!open) throw new Error('The pipeline is there within tests and hooks only')
    return open
  }
  beforeAll(async () => {
    const simulator = await startSimulator({
      ...credentials,
      weakSpots: false,
      dataDir: join(tmpdir(), 'earshot-test-ears'),
    })
    const sql = openSql(database.url, { max: 4 })
    const executor = createExecutor(sql)
    const { execute } = executor
    const worker = await openWorker({
      ...{ databaseUrl: database.url, execute, readLoad: idle, sweepMs: 500 },
      ...options,
    })
    open = { simulator, sql, executor, worker, client: await openClient(database.url) }
  })
  afterAll(async () => {
    const { simulator, sql, executor, worker, client } = parts()
    await worker.stop(5_000)
    await client.close()
    await executor.close()
    await sql.end({ timeout: 5 })
    await simulator.close()
  })
  return {
    get simulator() {
      return parts().simulator
    },
    get worker() {
      return parts().worker
    },
    get client() {
      return parts().client
    },
    get sql() {
      return parts().sql
    },
  }
}
