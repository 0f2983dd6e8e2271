import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { log } from '#lib/log.ts'
import type { Executed } from '#lib/runs/execute/execute-item.ts'
import { interrupted } from '#lib/runs/execute/interrupted.ts'
import type { BegunItem } from '#lib/runs/outcome.ts'

const program = fileURLToPath(new URL('./quarantine-child.ts', import.meta.url))

/** Processes at once; each has one item, so that a death names its cause. */
const lanes = 4

/**
 * Executes items whose worker has died under them before, each alone in a process of its own: if the item is
 * what kills it, only that process dies and the item ends with the cause.
 */
export class Quarantine {
  #free = lanes
  readonly #queue: (() => void)[] = []
  readonly #children = new Set<ChildProcess>()

  async execute(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    await this.#seat()
    try {
      log.warn({ itemId: item.id, crashes: item.crashes }, 'an item runs in quarantine')
      return await this.#run(item, signal)
    } finally {
      this.#free++
      this.#queue.shift()?.()
    }
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }

  async #seat(): Promise<void> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#queue.push(resolve))
    this.#free--
  }

  #run(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    const startedAt = new Date()
    return new Promise((resolve) => {
      const child = fork(program, { serialization: 'advanced' })
      this.#children.add(child)
      const stop = () => child.kill('SIGKILL')
      signal.addEventListener('abort', stop, { once: true })
      child.once('message', (executed) => {
        resolve(executed as Executed)
        child.disconnect()
      })
      child.once('exit', (code, killer) => {
        this.#children.delete(child)
        signal.removeEventListener('abort', stop)
        const how = killer ? `was killed by ${killer}` : `ended with code ${code}`
        resolve(interrupted(startedAt, `the process that executed it ${how}`))
      })
      child.once('error', (error) => resolve(interrupted(startedAt, error.message)))
      child.send(item)
    })
  }
}
