import type { Sql } from '#db/client.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import { log } from '#lib/platform/log.ts'
import { startItems, organizationsWaiting } from '#lib/runs/queue/start-items.ts'

/** ms between two looks at a target whose rate is used up, at the least */
const leastWaitMs = 20

/**
 * Starts waiting items whenever slots have become free. Calls for one organization that come while one is
 * under way are answered by a single further one.
 */
export class ItemScheduler {
  readonly #sql: Sql
  readonly #boss: Boss
  readonly #wanted = new Set<string>()
  readonly #busy = new Set<string>()
  /** organizations that are looked at again when the rate of a target allows the next call */
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #onStarted: () => void

  constructor(sql: Sql, boss: Boss, onStarted: () => void) {
    this.#sql = sql
    this.#boss = boss
    this.#onStarted = onStarted
  }

  schedule(organizationId: string): void {
    this.#wanted.add(organizationId)
    if (!this.#busy.has(organizationId)) void this.#work(organizationId)
  }

  /** Looks for waiting items that nobody has announced. */
  async sweep(): Promise<void> {
    for (const id of await organizationsWaiting(this.#sql)) this.schedule(id)
  }

  /** No more looks by the clock. */
  close(): void {
    this.#timers.forEach(clearTimeout)
    this.#timers.clear()
  }

  async #work(organizationId: string): Promise<void> {
    this.#busy.add(organizationId)
    try {
      while (this.#wanted.delete(organizationId)) {
        const { items, nextMs } = await startItems(this.#sql, this.#boss, organizationId)
        if (items > 0) this.#onStarted()
        if (nextMs !== null) this.#again(organizationId, nextMs)
      }
    } catch (error) {
      log.warn({ err: errorMessage(error) }, 'could not start items, the next sweep will')
    } finally {
      this.#busy.delete(organizationId)
    }
  }

  #again(organizationId: string, ms: number): void {
    clearTimeout(this.#timers.get(organizationId))
    const look = () => {
      this.#timers.delete(organizationId)
      this.schedule(organizationId)
    }
    this.#timers.set(organizationId, setTimeout(look, Math.max(leastWaitMs, ms)))
  }
}
