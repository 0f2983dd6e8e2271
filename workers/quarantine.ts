import { fileURLToPath } from 'node:url'

import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { askProgram } from '#lib/platform/processes/ask-program.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'
import { interrupted } from '#lib/runs/execute/interrupted.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

/** Processes at once; each has one item, so that a death names its cause. */
const mostAtOnce = 4
/** ms that one item may take: its own limit ends it sooner unless it blocks its process */
const limitMs = () => (settings().TEST_EXECUTION_TIMEOUT + 5) * 1_000

/**
 * Executes items whose worker has died under them before, each alone in a process of its own: if the item is
 * what kills it, only that process dies and the item ends with the cause.
 */
export class Quarantine {
  readonly #program: string
  #free = mostAtOnce
  readonly #queue: (() => void)[] = []
  readonly #closing = new AbortController()

  /** `program` answers one item with its `Executed` over the channel that `fork` opens. */
  constructor(program: URL) {
    this.#program = fileURLToPath(program)
  }

  async execute(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    await this.#place()
    try {
      log.warn({ itemId: item.id, crashes: item.crashes }, 'an item runs in quarantine')
      return await this.#run(item, signal)
    } finally {
      const next = this.#queue.shift()
      // A place goes from hand to hand: nobody can take it in between.
      if (next) next()
      else this.#free++
    }
  }

  close(): void {
    this.#closing.abort()
  }

  async #place(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
  }

  async #run(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    const began = performance.now()
    // It may be what blocks its process for ever: nobody but us ends that.
    const limit = AbortSignal.any([signal, this.#closing.signal, AbortSignal.timeout(limitMs())])
    try {
      return (await askProgram(this.#program, item, limit)) as Executed
    } catch (error) {
      const how = `the process that executed it ${errorMessage(error)}`
      return interrupted(item.begunAt, how, performance.now() - began)
    }
  }
}
