import { v7 as uuidv7 } from 'uuid'

import { openDatabase, openSql } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/platform/config/database-url.ts'
import { requireOwnKeys } from '#lib/platform/config/require-own-keys.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'
import { log } from '#lib/platform/log.ts'
import { releaseMemory } from '#lib/platform/processes/release-memory.ts'
import { listen, openConsumers } from '#workers/consumers.ts'
import { countForAll } from '#workers/count-for-all.ts'
import type { Execute } from '#workers/execution-consumer.ts'
import type { createExecutor } from '#workers/executor.ts'
import { guardWorker } from '#workers/guard-worker.ts'
import { ManagedIntegrations } from '#workers/managed-integrations.ts'
import { Quarantine } from '#workers/quarantine.ts'
import { quietly } from '#workers/quietly.ts'
import { createLoadReader } from '#workers/read-load.ts'
import { recentLanguages, warmUp } from '#workers/warm-up.ts'
import { startTimers, watchLoad, type LoadOptions } from '#workers/start-timers.ts'

export type Worker = {
  id: string
  inFlight(): number
  /** Finishes what is under way (up to `graceMs`), hands back the rest, and closes everything. */
  stop(graceMs: number): Promise<void>
}

type Options = LoadOptions & {
  databaseUrl: string
  execute: Execute
  /** ms between looks at what no transaction announced */
  sweepMs?: number
}

/** Starts a worker: its queues, its listener, its heartbeat. It takes work at once. */
export async function openWorker(options: Options): Promise<Worker> {
  const { databaseUrl, execute, sweepMs = 5_000 } = options
  const id = uuidv7()
  const sql = openSql(databaseUrl, { max: 6, name: 'earshot-worker' })
  const database = openDatabase(databaseUrl, { max: 4, name: 'earshot-worker' })
  const jobs = await openBoss(databaseUrl, { supervise: true })
  provideBoss(jobs.boss)
  const open = { sql, db: database.db, boss: jobs.boss }
  const work = openConsumers(open, execute, id)
  const { scheduler } = work
  const { dispatcher } = work.executions
  const listeners = await listen(open, work)
  const { load, presence, probe } = watchLoad(open, work, options, id)
  await presence.beat()
  const managed = new ManagedIntegrations(open)
  const counts = await countForAll(sql)
  const timers = startTimers(open, work, presence, sweepMs)
  await scheduler.sweep()
  log.info({ worker: id }, 'worker ready')

  return {
    id,
    inFlight: () => dispatcher.inFlight,
    stop: async (graceMs) => {
      timers.forEach(clearInterval)
      scheduler.close()
      load.close()
      probe.close()
      await managed.close()
      quietly('say that this worker leaves', () => presence.leaving())()
      await Promise.all([...work.consumers.values()].map((consumer) => consumer.drain(graceMs)))
      await Promise.all(listeners.map((listener) => listener.unlisten()))
      await presence.leave()
      await counts.close()
      await jobs.close()
      provideBoss(undefined)
      await database.close()
      await sql.end({ timeout: 5 })
      log.info({ worker: id }, 'worker stopped')
    },
  }
}

/** Whoever lost a worker, or the thread of their call, goes where another loss costs nobody else. */
const withQuarantine =
  (executor: { execute: Execute }, quarantine: { execute: Execute }): Execute =>
  async (item, signal) => {
    if (item.crashes > 0) return quarantine.execute(item, signal)
    const executed = await executor.execute(item, signal)
    return executed.threadLost === true && !signal.aborted
      ? quarantine.execute(item, signal)
      : executed
  }

/** What executes items, in this process and in the program of suspects. */
type Means = { create: typeof createExecutor; quarantineProgram: URL }

/** The worker as a program: works until it is told to stop or its supervisor is gone, then drains and ends. */
export async function runWorker({ create, quarantineProgram }: Means): Promise<void> {
  requireOwnKeys()
  const databaseUrl = requireDatabaseUrl()
  guardWorker(0, new URL('./record-own-kill.ts', import.meta.url))
  const sql = openSql(databaseUrl, { max: 2, name: 'earshot-plans' })
  const executor = create(sql)
  const quarantine = new Quarantine(quarantineProgram)
  await warmUp(() => recentLanguages(sql))
  releaseMemory()
  const worker = await openWorker({
    databaseUrl,
    readLoad: createLoadReader(),
    execute: withQuarantine(executor, quarantine),
  })

  let stopping = false
  async function stop(why: string): Promise<void> {
    if (stopping) return
    stopping = true
    log.info({ why, inFlight: worker.inFlight() }, 'stopping')
    try {
      await worker.stop(settings().WORKER_GRACE_SECONDS * 1_000)
      quarantine.close()
      await executor.close()
      await sql.end({ timeout: 5 })
      process.exit(0)
    } catch (error) {
      log.error({ err: errorMessage(error) }, 'could not stop cleanly')
      process.exit(1)
    }
  }

  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  // The supervisor is gone: nobody would restart or stop us any more.
  process.on('disconnect', () => void stop('the supervisor is gone'))
  process.send?.({ ready: true })
}
