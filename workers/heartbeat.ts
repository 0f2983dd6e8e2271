import type { Sql } from '#db/client.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { gapMs, steadyMs } from '#lib/platform/jobs/worker-lives.ts'
import { log } from '#lib/platform/log.ts'
import { lookAtItems, takeBackItems } from '#lib/runs/queue/take-back-items.ts'
import type { ExecutionConsumer } from '#workers/execution-consumer.ts'
import type { Presence } from '#workers/presence.ts'

/** ms between two words to the database, which are also looks at what nobody announces */
const beatMs = 1_000

type Options = {
  sql: Sql
  workerId: string
  presence: Presence
  executions: ExecutionConsumer
}

/**
 * Says every second that this worker lives, which is its lease on the items that it has begun, and looks after what no
 * transaction announces: items of workers that have died, and items that wait.
 */
export class Heartbeat {
  readonly #options: Options
  readonly #timer: NodeJS.Timeout
  /** `performance.now()` of the last word that arrived, and since when none was missed */
  #heardAt: number
  #steadySince = -Infinity
  #beating = false

  /** The row of the worker must be there. */
  constructor(options: Options) {
    this.#options = options
    this.#heardAt = performance.now()
    this.#timer = setInterval(() => void this.beat(), beatMs)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** Now rather than in a moment: somebody knows of a worker that died. */
  async beat(): Promise<void> {
    if (this.#beating) return
    this.#beating = true
    try {
      await this.#beat()
    } catch (error) {
      log.warn({ err: errorMessage(error) }, 'could not say that this worker lives')
    } finally {
      this.#beating = false
    }
  }

  async #beat(): Promise<void> {
    const { sql, workerId, executions } = this.#options
    const { stale, waiting } = await this.#speak()
    const now = performance.now()
    const gap = now - this.#heardAt
    this.#heardAt = now
    if (gap > gapMs) {
      // We stood still, or the database was away: others may have what is ours, and may have been away themselves.
      this.#steadySince = now
      await executions.dropSuperseded()
    }
    if (stale && now - this.#steadySince > steadyMs) {
      const taken = await takeBackItems(sql, workerId)
      if (taken > 0) log.warn({ items: taken }, 'items of workers that no longer live wait again')
    }
    if (waiting) executions.claimer.wake()
  }

  /** Speaks and looks in one statement; one that cannot look, or not in time, speaks all the same. */
  async #speak() {
    const { sql, workerId, presence } = this.#options
    try {
      return await presence.speak((word) => lookAtItems(sql, workerId, word))
    } catch (error) {
      log.warn({ err: errorMessage(error) }, 'could not look after items')
      await presence.beat()
      return { stale: false, waiting: false }
    }
  }
}
