import { v7 as uuidv7 } from 'uuid'

import { openDatabase, openSql, serverVersion } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/platform/config/database-url.ts'
import { requireOwnKeys } from '#lib/platform/config/require-own-keys.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'
import { log } from '#lib/platform/log.ts'
import { releaseMemory } from '#lib/platform/processes/release-memory.ts'
import { settleMemory } from '#lib/platform/processes/settle-memory.ts'
import { listen, openConsumers } from '#workers/consumers.ts'
import { countForAll } from '#workers/count-for-all.ts'
import type { Execute } from '#workers/execution-consumer.ts'
import type { createExecutor } from '#workers/executor.ts'
import { guardWorker } from '#workers/guard-worker.ts'
import { Heartbeat } from '#workers/heartbeat.ts'
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

/** ms that a transaction of the hot path may take: others may wait for its rows, and it may belong to a frozen worker */
const hotMs = 3_000

/** Its sessions: for items, for everything else, and one in which it only says that it lives. */
async function openSessions(url: string, id: string) {
  const name = 'earshot-worker'
  const sql = openSql(url, { max: 4, name })
  const version = await serverVersion(sql)
  const hot = openSql(url, { max: 4, name, transactionMs: hotMs, version })
  const session = `earshot-lives ${id}`
  const lives = openSql(url, { max: 1, name: session, transactionMs: hotMs, version })
  return {
    ...{ sql, hot, speaker: { id, session, sql: lives } },
    close: () => Promise.all([sql, hot, lives].map((one) => one.end({ timeout: 5 }))),
  }
}

/** Starts a worker: its queues, its listener, its heartbeat. It takes work at once. */
export async function openWorker(options: Options): Promise<Worker> {
  const { databaseUrl, execute, sweepMs = 5_000 } = options
  const id = uuidv7()
  const sessions = await openSessions(databaseUrl, id)
  const { sql, hot, speaker } = sessions
  const database = openDatabase(databaseUrl, { max: 4, name: 'earshot-worker' })
  const jobs = await openBoss(databaseUrl, { supervise: true })
  provideBoss(jobs.boss)
  const open = { sql, hot, db: database.db, boss: jobs.boss }
  const work = openConsumers(open, execute, id)
  const { executions } = work
  const { load, presence, probe } = watchLoad(speaker, work, options)
  // First: items of a worker that nobody knows are taken from it.
  await presence.beat()
  const heart = new Heartbeat({ sql: speaker.sql, workerId: id, presence, executions })
  const listeners = await listen(open, work, heart)
  const managed = new ManagedIntegrations(open)
  const counts = await countForAll(sql)
  const timers = startTimers(open, work, sweepMs)
  await heart.beat()
  log.info({ worker: id }, 'worker ready')

  return {
    id,
    inFlight: () => executions.claimer.inFlight,
    stop: async (graceMs) => {
      timers.forEach(clearInterval)
      load.close()
      probe.close()
      await managed.close()
      quietly('say that this worker leaves', () => presence.leaving())()
      await Promise.all(
        [executions.claimer, ...work.consumers.values()].map((consumer) => consumer.drain(graceMs)),
      )
      heart.close()
      await Promise.all(listeners.map((listener) => listener.unlisten()))
      await presence.leave()
      await counts.close()
      await jobs.close()
      provideBoss(undefined)
      await database.close()
      await sessions.close()
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
  settleMemory(() => worker.inFlight() === 0)
}
