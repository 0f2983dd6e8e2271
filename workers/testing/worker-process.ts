import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

import { workerFlags } from '#workers/supervisor.ts'
import { until } from '#workers/testing/pipeline.ts'

export type WorkerProcess = {
  child: ChildProcess
  /** Resolves when it takes work. Throws, with what it wrote, when it ends before. */
  ready: Promise<void>
  /** Resolves with `code` or `signal` when it has ended. */
  ended: Promise<number | NodeJS.Signals>
  /** all that it wrote */
  output(): string
  /** resident memory, bytes */
  rss(): Promise<number>
}

export type WorkerOptions = {
  databaseUrl: string
  /** executions at once in this process */
  concurrency: number
  /** settings beyond those of a quiet worker */
  settings?: Record<string, string>
  /** another program than `workers/worker.ts` */
  program?: URL
  /** what the program is told on its command line */
  args?: string[]
  /** ms by which its wall clock is wrong; `{ shiftMs }` sent to it sets it anew */
  clockShiftMs?: number
}

const children = new Set<ChildProcess>()
const lean = new URL('../../db/lean-imports.ts', import.meta.url).href

/** Starts a worker as a process of its own, as the supervisor does. */
export function startWorker(options: WorkerOptions): WorkerProcess {
  const program = options.program ?? new URL('../worker.ts', import.meta.url)
  const { clockShiftMs } = options
  const shift = clockShiftMs === undefined ? [] : [`--clock-shift-ms=${clockShiftMs}`]
  const preload = new URL('./shifted-clock.ts', import.meta.url).href
  const compiled = getCompileCacheDir()
  const child = fork(fileURLToPath(program), [...shift, ...(options.args ?? [])], {
    execArgv: [
      ...workerFlags,
      ...['--import', lean],
      ...(shift.length === 0 ? [] : ['--import', preload]),
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      NODE_ENV: 'test',
      ENVIRONMENT: 'test',
      LOG_LEVEL: 'warn',
      // Starting is the most of what a short test of a worker costs.
      ...(compiled !== undefined && { NODE_COMPILE_CACHE: dirname(compiled) }),
      OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
      DATABASE_URL: options.databaseUrl,
      // A busy machine is no reason here: tests of that say so.
      EXECUTION_CPU_LIMIT_PERCENT: '100',
      WORKER_CONCURRENCY: String(options.concurrency),
      ...options.settings,
    },
  })
  children.add(child)
  let output = ''
  const keep = (chunk: Buffer) => (output += chunk.toString())
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('exit', (code, signal) => {
      children.delete(child)
      resolve(code ?? signal ?? 0)
    }),
  )
  const ready = Promise.race([
    once(child, 'message').then(() => undefined),
    ended.then((how) => Promise.reject(new Error(`The worker ended (${how}): ${output}`))),
  ])
  // Whoever kills a worker before it is ready does not wait for it.
  ready.catch(() => undefined)
  return { child, ready, ended, output: () => output, rss: () => residentBytes(child) }
}

async function residentBytes(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024
}

/** Ends, for good, every worker that a test file has left. */
export async function killWorkers(): Promise<void> {
  for (const child of children) child.kill('SIGKILL')
  await until('all workers to be gone', () => children.size === 0, 60_000)
}
