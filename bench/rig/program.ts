import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import type { z } from 'zod'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Kernel clock ticks a second: 100 on every Linux that Node runs on. */
const ticks = 100

/** A program of ours in a process of its own, with what it uses of the machine. */
export class Program {
  readonly #child: ChildProcess

  constructor(
    file: string,
    options: {
      args?: string[]
      env?: Record<string, string>
      flags?: string[]
      /** what it writes to stdout is dropped; else it goes to our stderr, as our stdout is for the figures */
      silent?: boolean
    } = {},
  ) {
    this.#child = fork(file, options.args ?? [], {
      execArgv: options.flags ?? [],
      cwd: root,
      // As under the product's supervisor, which watches what it starts: no thread of its own does.
      env: { ...process.env, EARSHOT_PARENT: String(process.pid), ...options.env },
      stdio: ['ignore', options.silent ? 'ignore' : 2, 2, 'ipc'],
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** The next message from it that has the form of `schema`. Throws when the program ends or says nothing for `limitMs`. */
  message<T>(schema: z.ZodType<T>, limitMs = 60_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer)
        this.#child.off('message', listen).off('exit', gone)
        finish()
      }
      const listen = (message: unknown) => {
        const parsed = schema.safeParse(message)
        if (parsed.success) end(() => resolve(parsed.data))
      }
      const gone = (code: number | null) =>
        end(() => reject(new Error(`A program of the benchmark ended with code ${code}`)))
      const timer = setTimeout(
        () => end(() => reject(new Error('A program of the benchmark is silent'))),
        limitMs,
      )
      this.#child.on('message', listen).on('exit', gone)
    })
  }

  send(message: object | string): void {
    this.#child.send(message)
  }

  ask<T>(question: string, schema: z.ZodType<T>, limitMs?: number): Promise<T> {
    const answer = this.message(schema, limitMs)
    this.send(question)
    return answer
  }

  /** CPU time in ms since its start, all threads. Linux. */
  cpuMs(): number {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8')
    // The second field is the name in brackets, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticks
  }

  /** Resident memory in MB. Linux. */
  rssMb(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1_024
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** Asks it to end and waits for that; kills it after 30 s. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    const force = setTimeout(() => this.kill(), 30_000)
    await gone
    clearTimeout(force)
  }
}
