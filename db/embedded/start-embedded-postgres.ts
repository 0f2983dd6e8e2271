import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { Client } from 'pg'

import { serverAccount } from '#db/embedded/account.ts'
import { findBinaries } from '#db/embedded/binaries.ts'
import {
  type ClusterPlace,
  clusterPassword,
  ensureCluster,
  superuser,
} from '#db/embedded/cluster.ts'
import { awaitFolderLock } from '#db/embedded/folder-lock.ts'
import { clusterHome, reachableBinaries } from '#db/embedded/home.ts'
import { type Launch, launchServer } from '#db/embedded/launch.ts'
import { runningPostmaster } from '#db/embedded/postmaster.ts'
import { isRunning } from '#db/embedded/process-table.ts'

const lockWaitMs = 60_000
const fastStopMs = 20_000
const hardStopMs = 5_000
const watchMs = 250

export type EmbeddedPostgresOptions = {
  /** Folder for the cluster, its password, port and log; made if missing. */
  dataDir: string
  log: (line: string) => void
  /** Name of the database, made if missing. */
  database?: string
  /** Server settings beyond ours, such as `{ shared_buffers: '1GB' }`. */
  settings?: Record<string, string>
  /** Tests only: no flush to disk, data is lost when the machine fails. */
  volatile?: boolean
}

export type EmbeddedPostgres = {
  url: string
  /** True when a server left by an earlier process was found and taken over. */
  adopted: boolean
  /** Process id of the server at present; it changes when the server is restarted after a crash. */
  pid(): number
  /** Stops the server: waits for clean shutdown up to 20 s, then forces it. Call it after the drain. */
  stop(): Promise<void>
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {}) // the query in flight rejects; without a listener the process would end
  try {
    await client.connect()
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

function preparePlace(options: EmbeddedPostgresOptions): ClusterPlace {
  const account = serverAccount()
  const dataDir = resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const home = clusterHome(dataDir, account, options.log)
  const binaries = reachableBinaries(findBinaries(), home, account, options.log)
  return { dataDir, home, binaries, account, log: options.log, volatile: options.volatile ?? false }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; isRunning(pid); await delay(20))
    if (Date.now() > end) return false
  return true
}

async function stopServer(cluster: string, log: (line: string) => void): Promise<void> {
  const postmaster = runningPostmaster(cluster)
  if (!postmaster) return
  process.kill(postmaster.pid, 'SIGINT')
  if (await gone(postmaster.pid, fastStopMs)) return
  log(`PostgreSQL did not stop within ${fastStopMs / 1_000} s and is forced to`)
  process.kill(postmaster.pid, 'SIGQUIT')
  if (!(await gone(postmaster.pid, hardStopMs)))
    throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop`)
}

/** Restarts the server whenever it dies; `stop` ends the watch and waits for a restart under way. */
function keepRunning(launch: Launch, first: number): { pid: () => number; stop(): Promise<void> } {
  let pid = first
  let restarting: Promise<void> | null = null

  const restart = async () => {
    launch.log(`PostgreSQL (process ${pid}) died; starting it again`)
    try {
      const postmaster = await launchServer(launch)
      pid = postmaster.pid
      launch.log(`PostgreSQL is back (process ${pid})`)
    } catch (error) {
      launch.log(error instanceof Error ? error.message : String(error))
    }
  }
  const timer = setInterval(() => {
    if (restarting || isRunning(pid)) return
    restarting = restart().finally(() => (restarting = null))
  }, watchMs)
  timer.unref()

  return {
    pid: () => pid,
    stop: async () => {
      clearInterval(timer)
      await restarting
    },
  }
}

/**
 * Starts PostgreSQL from the npm binaries, or adopts the server that an earlier process left
 * running in the same folder, and restarts it whenever it dies. Listens on 127.0.0.1 alone.
 * Works as a normal user and as root (the server then runs as an unprivileged user). Errors name
 * what to do: another major version, a damaged cluster, a server that does not start.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const database = options.database ?? 'earshot'
  const place = preparePlace(options)
  const lock = await awaitFolderLock(join(place.dataDir, 'start.lock'), lockWaitMs)
  try {
    const cluster = await ensureCluster(place)
    const launch: Launch = { ...place, cluster, settings: options.settings ?? {} }
    const { pid, port, adopted } = await launchServer(launch)
    const password = clusterPassword(place.dataDir)
    const server = `postgres://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}`
    await ensureDatabase(`${server}/postgres`, database)

    const watch = keepRunning(launch, pid)
    return {
      url: `${server}/${database}`,
      adopted,
      pid: watch.pid,
      stop: async () => {
        await watch.stop()
        await stopServer(cluster, options.log)
      },
    }
  } finally {
    lock.release()
  }
}
