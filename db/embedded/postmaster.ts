import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { isRunning, isServerOf, processesIn } from '#db/embedded/process-table.ts'

const recoveryMs = 10 * 60_000

export type Postmaster = { pid: number; port: number; ready: boolean }

/** What the running (or last) server wrote about itself in `postmaster.pid`; null without that file. */
export function readPostmaster(cluster: string): Postmaster | null {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  // Lines: pid, folder, start time, port, socket folder, address, shared memory, status.
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** The server at work in `cluster`, whether ready or not; null when there is none. */
export function runningPostmaster(cluster: string): Postmaster | null {
  const postmaster = readPostmaster(cluster)
  return postmaster && isServerOf(postmaster.pid, cluster) ? postmaster : null
}

/**
 * Removes the pid file of a dead server, whose number may by now be a zombie's or another
 * program's. Returns false while orphans of that server still work in the folder: starting a second
 * server beside them would damage the data, and the file is what keeps PostgreSQL from doing so.
 */
export function clearStalePid(cluster: string): boolean {
  if (runningPostmaster(cluster) || processesIn(cluster).length > 0) return false
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
  return true
}

/**
 * Waits until the server `pid` takes connections; null when it ends before. Recovery after a crash
 * replays the log first and may take minutes, so only the end of the process is a failure.
 */
export async function untilReady(cluster: string, pid: number): Promise<Postmaster | null> {
  for (const end = Date.now() + recoveryMs; Date.now() < end; await delay(20)) {
    if (!isRunning(pid)) return null
    const postmaster = readPostmaster(cluster)
    if (postmaster?.pid === pid && postmaster.ready) return postmaster
  }
  throw new Error(`PostgreSQL (process ${pid}) is still not ready after ${recoveryMs / 60_000} min`)
}
