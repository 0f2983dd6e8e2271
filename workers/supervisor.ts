import { fork, type ChildProcess } from 'node:child_process'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

import { log } from '#lib/platform/log.ts'

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** The door for webhooks, served beside the workers when WEBHOOK_PORT is set. */
export const ingestProgram = fileURLToPath(new URL('./ingest/main.ts', import.meta.url))

/** Loading the program fills a large nursery, which a worker would then hold for good: 120 MB more when idle. */
export const workerFlags = ['--max-semi-space-size=4']

type Seat = { child: ChildProcess | null; failures: number; timer: NodeJS.Timeout | undefined }

/** Keeps `count` processes of a program alive, of the worker unless another is given: one that dies is started again, ever more slowly if it keeps dying. */
export class Supervisor {
  readonly #program: string
  readonly #seats: Seat[]
  #stopping = false

  constructor(count: number, program = worker) {
    this.#program = program
    this.#seats = Array.from({ length: count }, () => ({
      child: null,
      failures: 0,
      timer: undefined,
    }))
    for (const seat of this.#seats) this.#start(seat)
  }

  /** Asks all workers to finish, and kills those that have not after `forceMs`. */
  async stop(forceMs: number): Promise<void> {
    this.#stopping = true
    await Promise.all(
      this.#seats.map(async ({ child, timer }) => {
        clearTimeout(timer)
        if (!child || child.exitCode !== null || child.signalCode !== null) return
        const gone = new Promise((resolve) => child.once('exit', resolve))
        child.kill('SIGTERM')
        const force = setTimeout(() => child.kill('SIGKILL'), forceMs)
        await gone
        clearTimeout(force)
      }),
    )
  }

  #start(seat: Seat): void {
    const startedAt = performance.now()
    const child = fork(this.#program, {
      execArgv: [...process.execArgv, ...workerFlags],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    seat.child = child
    child.once('exit', (code, signal) => {
      seat.child = null
      if (this.#stopping) return
      // A worker that lived for a while starts with a clean slate.
      seat.failures = performance.now() - startedAt > 60_000 ? 0 : seat.failures + 1
      const delay = Math.min(30_000, 250 * 2 ** (seat.failures - 1))
      log.error(
        { code, signal, delay, program: basename(this.#program) },
        'a worker died and is started again',
      )
      seat.timer = setTimeout(() => this.#start(seat), delay)
    })
  }
}
