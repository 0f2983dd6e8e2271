import { fileURLToPath } from 'node:url'

import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'
import { interrupted } from '#lib/runs/execute/interrupted.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { ItemProcessLostError } from '#workers/item-process.ts'
import { ItemProcessPool } from '#workers/item-process-pool.ts'

/** From this many vanished workers on, an item is executed by itself. */
const suspicious = 2

/**
 * Executes items whose worker has vanished under them, in processes of their own. One of those that were in its hands may
 * have been the cause, the others were not: they go in groups first, so that a machine that failed costs little. Those of a
 * group that dies are executed each alone, and so is what has cost two workers: then a death names its cause. What comes
 * through has lost nothing.
 */
export class Quarantine {
  readonly #groups: ItemProcessPool
  readonly #alone: ItemProcessPool
  readonly #closing = new AbortController()

  /** `program` calls `answerParent`. */
  constructor(program: URL) {
    const file = fileURLToPath(program)
    this.#groups = new ItemProcessPool({ program: file, processes: 2, itemsEach: 32, crowded: 8 })
    this.#alone = new ItemProcessPool({ program: file, processes: 4, itemsEach: 1, crowded: 1 })
  }

  async execute(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    const ends = AbortSignal.any([signal, this.#closing.signal])
    if (item.crashes < suspicious)
      try {
        const executed = await this.#groups.run((process) => process.execute(item, ends))
        if (executed.threadLost !== true) return executed
      } catch (error) {
        if (!(error instanceof ItemProcessLostError)) throw error
        log.warn({ itemId: item.id, err: error.message }, 'a group of suspected items was lost')
      }
    return this.#byItself(item, ends)
  }

  close(): void {
    this.#closing.abort()
    this.#groups.close()
    this.#alone.close()
  }

  async #byItself(item: BegunItem, signal: AbortSignal): Promise<Executed> {
    const began = performance.now()
    try {
      return await this.#alone.run((process) => {
        log.warn({ itemId: item.id, crashes: item.crashes }, 'an item runs in quarantine')
        return process.execute(item, signal)
      })
    } catch (error) {
      const how = `the process that executed it ${errorMessage(error)}`
      return interrupted(item.begunAt, how, performance.now() - began)
    }
  }
}
