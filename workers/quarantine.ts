import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { settings } from '#lib/platform/config/settings.ts'
import { log } from '#lib/platform/log.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'
import { interrupted } from '#lib/runs/execute/interrupted.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

/** Processes at once; each has one item, so that a death names its cause. */
const lanes = 4
/** ms that one item may take: its own limit ends it sooner unless it blocks its process */
const limitMs = () => (settings().TEST_EXECUTION_TIMEOUT + 5) * 1_000

/**
 * Executes items whose worker has died under them before, each alone in a process of its own: if the item is
 * what kills it, only that process dies and the item ends with the cause.
 */
export class Quarantine {
  readonly #program: string
  #free = lanes
  readonly #queue: (() => void)[] = []
  readonly #children = new Set<ChildProcess>()

  /** `program` answers one item with its `Executed` over the channel that `fork` opens. */
  constructor(program: URL) {
    this.#program = fileURLToPath(program)
  }

  async execute(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    await this.#seat()
    try {
      log.warn({ itemId: item.id, crashes: item.crashes }, 'an item runs in quarantine')
      return await this.#run(item, signal)
    } finally {
      const next = this.#queue.shift()
      // A seat goes from hand to hand: nobody can take it in between.
      if (next) next()
      else this.#free++
    }
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }

  async #seat(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
  }

  #run(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    const began = performance.now()
    // It may be what blocks its process for ever: nobody but us ends that.
    const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs())])
    return new Promise((resolve) => {
      const broken = (how: string) =>
        resolve(interrupted(item.begunAt, how, performance.now() - began))
      if (limit.aborted) return broken('it was stopped before it began')
      const child = fork(this.#program, { serialization: 'advanced' })
      this.#children.add(child)
      const stop = () => child.kill('SIGKILL')
      limit.addEventListener('abort', stop, { once: true })
      child.once('message', (executed) => {
        resolve(executed as Executed)
        child.disconnect()
      })
      child.once('exit', (code, killer) => {
        this.#children.delete(child)
        limit.removeEventListener('abort', stop)
        const how = killer ? `was killed by ${killer}` : `ended with code ${code}`
        broken(`the process that executed it ${how}`)
      })
      child.once('error', (error) => broken(error.message))
      child.send(item, (error) => error && broken(error.message))
    })
  }
}
