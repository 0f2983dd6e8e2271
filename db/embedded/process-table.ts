import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const linux = process.platform === 'linux'

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

/**
 * Whether `pid` is a live process. A zombie counts as dead: in a container without an init process
 * a killed server stays in the table until its parent reaps it, and `kill(pid, 0)` calls it alive.
 */
export function isRunning(pid: number): boolean {
  if (linux) {
    const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    // The name in parentheses may itself hold parentheses, so the state follows the last one.
    return stat !== null && !/^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1))
  }
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether `pid` is a PostgreSQL server at work in `cluster`; every such process sits in that folder. */
export function isServerOf(pid: number, cluster: string): boolean {
  if (!isRunning(pid)) return false
  if (linux) return attempt(() => readlinkSync(`/proc/${pid}/cwd`)) === cluster
  const command = attempt(() =>
    execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }),
  )
  return command?.includes('postgres') ?? false
}

/** Processes at work in `cluster`: after a kill of the server these are its orphaned children. */
export function processesIn(cluster: string): number[] {
  if (!linux) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isServerOf(pid, cluster))
}
