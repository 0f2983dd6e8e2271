import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

import type { Database } from '#db/client.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'

/** s */
const duration = 60

/** ms to wait; 0 when there is room */
const waitOf = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, msBeforeNext)

/** Counts deliveries before their signature is looked at: in memory, since strangers must not cost a statement. */
export class AddressLimit {
  readonly #limiter: RateLimiterMemory

  constructor(perMinute: number) {
    this.#limiter = new RateLimiterMemory({ points: perMinute, duration })
  }

  /** ms until this address may send again; 0 when it may. */
  async take(address: string | null): Promise<number> {
    try {
      await this.#limiter.consume(address ?? 'unknown')
      return 0
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return waitOf(refused)
      throw refused
    }
  }
}

type Lease = { left: number; until: number }

/**
 * Counts verified deliveries of each connection in the database; in memory while the database does not answer.
 * A process takes a hundredth of the limit at a time and uses it up, so that a burst does not wait for one row.
 */
export class ConnectionLimit {
  readonly #limiter: RateLimiterPostgres
  readonly #points: number
  readonly #share: number
  readonly #leases = new Map<string, Lease>()
  readonly #fetching = new Map<string, Promise<void>>()

  constructor(db: () => Database, perMinute: number) {
    this.#points = perMinute
    this.#share = Math.max(1, Math.floor(perMinute / 100))
    const query = ({ text, values }: { text: string; values: unknown[] }) =>
      withinCtx({ db: db() }).executeSql(text, values)
    this.#limiter = new RateLimiterPostgres({
      storeClient: { query },
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      // A row for each connection, written anew in the next minute: there is nothing to clear.
      clearExpiredByTimeout: false,
      keyPrefix: 'delivery',
      points: perMinute,
      duration,
      insuranceLimiter: new RateLimiterMemory({ points: perMinute, duration }),
    })
  }

  /** ms until this connection may deliver again; 0 when it may. */
  async take(connectionId: string): Promise<number> {
    for (;;) {
      const lease = this.#leases.get(connectionId)
      const now = performance.now()
      if (lease && lease.until > now) {
        if (lease.left === 0) return lease.until - now
        // Used up is not refused: the next one asks again.
        if (--lease.left === 0) this.#leases.delete(connectionId)
        return 0
      }
      await this.#fetch(connectionId)
    }
  }

  #fetch(connectionId: string): Promise<void> {
    const under = this.#fetching.get(connectionId)
    if (under) return under
    const work = this.#consume(connectionId)
      .then((lease) => {
        if (this.#leases.size >= 10_000) this.#leases.clear()
        this.#leases.set(connectionId, lease)
      })
      .finally(() => this.#fetching.delete(connectionId))
    this.#fetching.set(connectionId, work)
    return work
  }

  /** `left` is 0 when nothing is left until the end of the minute. */
  async #consume(connectionId: string): Promise<Lease> {
    const leaseOf = (left: number, res: RateLimiterRes) => ({
      left,
      until: performance.now() + waitOf(res),
    })
    try {
      return leaseOf(this.#share, await this.#limiter.consume(connectionId, this.#share))
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      const before = refused.consumedPoints - this.#share
      return leaseOf(Math.min(this.#share, Math.max(0, this.#points - before)), refused)
    }
  }
}
