import { sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/**
 * Counts how often deliveries came again, apart from the answers: the row may be locked by the worker that
 * processes it, and no sender shall wait for that. What was not written when the process ends is not counted.
 */
export class RepeatCounts {
  readonly #db: () => Database
  #pending = new Map<string, number>()
  #writing: Promise<void> | undefined

  constructor(db: () => Database) {
    this.#db = db
  }

  add(deliveryId: string, times: number): void {
    this.#pending.set(deliveryId, (this.#pending.get(deliveryId) ?? 0) + times)
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined))
  }

  /** Resolves when everything added so far is written. */
  async written(): Promise<void> {
    await this.#writing
  }

  async #write(): Promise<void> {
    while (this.#pending.size > 0) {
      const counts = [...this.#pending].map(([id, times]) => ({ id, times }))
      this.#pending = new Map()
      try {
        // Locked in order, so that two processes that count the same rows do not lock each other out.
        await this.#db().execute(sql`
          with counted as (
            select d.id, r.times from json_to_recordset(${JSON.stringify(counts)}::json)
              as r (id uuid, times int)
            join ${webhookDeliveries} d on d.id = r.id order by d.id for update of d)
          update ${webhookDeliveries} as d set repeats = d.repeats + counted.times
          from counted where d.id = counted.id`)
      } catch (error) {
        log.warn({ err: errorMessage(error) }, 'could not count repeated deliveries')
      }
    }
  }
}
