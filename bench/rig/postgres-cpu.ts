import { readdirSync, readFileSync } from 'node:fs'

import type { Sql } from '#db/client.ts'

/** Kernel clock ticks a second: 100 on every Linux that Node runs on. */
const ticks = 100

/** Fields of `/proc/<pid>/stat` from the third on; null for a process that is gone. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the name in brackets, which may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

const sum = (fields: string[] | null, from: number, to: number) =>
  (fields ?? []).slice(from, to).reduce((total, field) => total + Number(field), 0)

/** CPU time in ms of the server that `sql` is connected to, all its processes, those that have ended too. Linux. */
export async function openPostgresCpu(sql: Sql): Promise<() => number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  const postmaster = Number(statOf(row?.pid ?? 0)?.[1])
  return () => {
    // utime, stime and, of children that have ended, cutime and cstime.
    let used = sum(statOf(postmaster), 11, 15)
    for (const name of readdirSync('/proc')) {
      const fields = /^\d+$/.test(name) ? statOf(Number(name)) : null
      if (Number(fields?.[1]) === postmaster) used += sum(fields, 11, 13)
    }
    return (used * 1_000) / ticks
  }
}
