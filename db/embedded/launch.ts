import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { bareEnvironment } from '#db/embedded/binaries.ts'
import type { ClusterPlace } from '#db/embedded/cluster.ts'
import { keptPort } from '#db/embedded/port.ts'
import {
  clearStalePid,
  type Postmaster,
  runningPostmaster,
  untilReady,
} from '#db/embedded/postmaster.ts'
import { settings } from '#lib/platform/config/settings.ts'

const retryMs = 15_000
const hopelessMs = 1_500
const passing = /lock file|shared memory|could not bind|in use|still at work/i
const logLimitBytes = 20 * 1024 * 1024

const serverSettings = (): Record<string, string> => ({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  statement_timeout: `${settings().DATABASE_STATEMENT_TIMEOUT}s`,
  idle_in_transaction_session_timeout: '60s',
  log_min_duration_statement: '1s',
  // Parameters, and the rows that errors quote, hold what people keep here.
  log_parameter_max_length: '0',
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  timezone: 'UTC',
  jit: 'off',
})

// Commits still reach the operating system, so a killed server loses nothing; only a killed machine does.
const volatileSettings = { fsync: 'off', full_page_writes: 'off' }

export type Launch = ClusterPlace & { cluster: string; settings: Record<string, string> }

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > logLimitBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

function spawnServer(launch: Launch, port: number, logFile: string): Promise<number> {
  const all = {
    ...serverSettings(),
    ...(launch.volatile && volatileSettings),
    ...launch.settings,
    port: String(port),
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openLog(logFile)
  try {
    // A session of its own: Ctrl-C in the terminal and the death of this process do not reach it.
    const child = spawn(launch.binaries.postgres, ['-D', launch.cluster, ...flags], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: bareEnvironment,
      ...(launch.account && { uid: launch.account.uid, gid: launch.account.gid }),
    })
    child.unref()
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('spawn', () => resolve(child.pid ?? 0))
    })
  } finally {
    closeSync(log)
  }
}

function tail(file: string, from: number): string {
  const text = readFileSync(file).subarray(from).toString('utf8').trim()
  return text.split('\n').slice(-8).join('\n')
}

/**
 * Adopts the server at work in the cluster or starts one, and waits until it takes connections.
 * After a kill -9 the orphans of the old server hold its memory for a while, and PostgreSQL refuses
 * to start beside them: so it retries, for 15 s; a fault that does not pass is thrown after 1.5 s.
 */
export async function launchServer(launch: Launch): Promise<Postmaster & { adopted: boolean }> {
  const logFile = join(launch.dataDir, 'server.log')
  let reason = 'processes of the previous server are still at work'
  for (const begin = Date.now(); Date.now() - begin < retryMs; await delay(200)) {
    const running = runningPostmaster(launch.cluster)
    if (running) {
      const postmaster = await untilReady(launch.cluster, running.pid)
      if (postmaster) return { ...postmaster, adopted: true }
      continue
    }
    if (!clearStalePid(launch.cluster)) continue
    const from = existsSync(logFile) ? statSync(logFile).size : 0
    const port = await keptPort(join(launch.dataDir, 'port'))
    const pid = await spawnServer(launch, port, logFile)
    const postmaster = await untilReady(launch.cluster, pid)
    if (postmaster) return { ...postmaster, adopted: false }
    reason = tail(logFile, from <= statSync(logFile).size ? from : 0)
    if (!passing.test(reason) && Date.now() - begin > hopelessMs) break
  }
  throw new Error(`PostgreSQL does not start (log: ${logFile}):\n${reason}`)
}
