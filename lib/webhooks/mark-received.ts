import { sql } from 'drizzle-orm'

import type { Database } from '#db/client.ts'
import { integrations } from '#db/schema/integrations.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/** ms between two writes of the same news about a connection */
const restMs = 1_000

/**
 * Tells a connection's row that deliveries arrive. A burst must not make that row the place where all of them wait,
 * so each process writes it once a second at most, after the deliveries themselves are safe.
 */
export class ReceivedMarks {
  readonly #db: () => Database
  readonly #last = new Map<string, number>()
  #writing: Promise<void> = Promise.resolve()

  constructor(db: () => Database) {
    this.#db = db
  }

  note(connectionId: string, verifiedBy: string): void {
    const key = `${connectionId} ${verifiedBy}`
    const now = performance.now()
    if (now - (this.#last.get(key) ?? -Infinity) < restMs) return
    if (this.#last.size >= 10_000) this.#last.clear()
    this.#last.set(key, now)
    this.#writing = this.#writing.then(() => this.#write(connectionId, verifiedBy))
  }

  /** Resolves when everything noted so far is written. */
  written(): Promise<void> {
    return this.#writing
  }

  async #write(connectionId: string, verifiedBy: string): Promise<void> {
    const at = new Date().toISOString()
    const first = JSON.stringify({ connected_at: at })
    const last = JSON.stringify({ last_delivery_at: at, last_verified_by: verifiedBy })
    try {
      await this.#db().execute(sql`
        update ${integrations} set state = ${first}::jsonb || ${integrations.state} || ${last}::jsonb
        where ${integrations.id} = ${connectionId}`)
    } catch (error) {
      log.warn({ err: errorMessage(error) }, 'could not note when a connection last delivered')
    }
  }
}
