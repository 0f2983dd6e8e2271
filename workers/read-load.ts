import { readdirSync, readFileSync } from 'node:fs'

/** What this process and its children have used until `atMs`, on a clock that only goes forward. */
export type Load = { atMs: number; cpuMs: number; rssBytes: number }

/** ms of a clock tick: USER_HZ, which Linux fixes at 100 for all that programs see */
const tickMs = 10

type Used = { cpuMs: number; rssBytes: number }

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It has ended meanwhile, or there is no such file system here.
    return null
  }
}

function childrenOf(pid: number): number[] {
  let threads: string[]
  try {
    threads = readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
  return threads.flatMap((thread) =>
    (read(`/proc/${pid}/task/${thread}/children`) ?? '')
      .split(' ')
      .filter((text) => text !== '')
      .map(Number),
  )
}

/** Of another process, as proc(5) tells it. */
function usedBy(pid: number): Used | null {
  const stat = read(`/proc/${pid}/stat`)
  const status = read(`/proc/${pid}/status`)
  if (stat === null || status === null) return null
  // After the name, which may hold anything: utime is the 12th field, stime the 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    rssBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024,
  }
}

function descendants(pid: number): number[] {
  const children = childrenOf(pid)
  return [...children, ...children.flatMap(descendants)]
}

/**
 * Reads what this process and all below it use. What a child has used stays counted when it has ended. Where there is
 * no /proc, only the process itself is seen.
 */
export function createLoadReader(): () => Load {
  const seen = new Map<number, number>()
  let childrenCpuMs = 0
  return () => {
    const { user, system } = process.cpuUsage()
    let rssBytes = process.memoryUsage.rss()
    const alive = new Set<number>()
    for (const pid of descendants(process.pid)) {
      const used = usedBy(pid)
      if (!used) continue
      alive.add(pid)
      rssBytes += used.rssBytes
      childrenCpuMs += Math.max(0, used.cpuMs - (seen.get(pid) ?? 0))
      seen.set(pid, used.cpuMs)
    }
    for (const pid of seen.keys()) if (!alive.has(pid)) seen.delete(pid)
    return { atMs: performance.now(), cpuMs: (user + system) / 1_000 + childrenCpuMs, rssBytes }
  }
}
