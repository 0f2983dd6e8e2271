import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

import { isRunning } from '#db/embedded/process-table.ts'

const patienceMs = 15_000

/** Notes a process that holds a port, so that the next start can wait for it if it outlives us. */
export function noteProcess(file: string, pid: number): void {
  appendFileSync(file, `${pid}\n`)
}

/**
 * After a kill -9 of the main job its children end by themselves within seconds, but until then
 * they hold their ports, so this waits for those noted. A number that now belongs to another
 * program only costs the wait. Begins a new note.
 */
export async function awaitLeftovers(file: string, say: (line: string) => void): Promise<void> {
  if (!existsSync(file)) return
  const pids = readFileSync(file, 'utf8')
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 0)
  const left = () => pids.filter(isRunning)
  if (left().length > 0)
    say(`Waiting for processes of the last start to end (${left().join(', ')})`)
  for (const end = Date.now() + patienceMs; left().length > 0 && Date.now() < end;) await delay(100)
  rmSync(file, { force: true })
}
