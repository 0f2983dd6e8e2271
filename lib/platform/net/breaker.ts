import { type Clock, systemClock } from '#lib/platform/net/clock.ts'
import { type FaultClass, NetworkError, type Outage } from '#lib/platform/net/network-error.ts'

export type BreakerRules = {
  /** consecutive transport or 5xx failures that open it; 0 switches the breaker off */
  failures: number
  /** ms until one probe is let through */
  openMs: number
  /** false where the peer may refuse one call alone: then refused credentials do not open it; true when absent */
  refusalOpens?: boolean
  /** ms of an outage for which callers are asked to wait; for ever when absent */
  patienceMs?: number
}

const defaultBreakerRules: BreakerRules = { failures: 5, openMs: 30_000 }

/** Permission for one call; exactly one of the two must be called when it ended. */
export type Permit = { succeed(): void; fail(fault: FaultClass): void }

const counted = new Set<FaultClass>(['dns', 'connect', 'tls', 'reset', 'timeout', 'server_error'])
/** They say nothing about the peer's health: neither a failure nor a sign of life. */
const neutral = new Set<FaultClass>(['cancelled', 'rate_limited', 'configuration', 'breaker_open'])

/**
 * Circuit breaker: opens after `failures` consecutive failures of the peer, or at once when it refuses our
 * credentials, unless the rules say otherwise; after `openMs` lets one probe through, whose outcome closes it or opens it again. Timed by the
 * monotonic clock, so that a changed system time neither holds it open nor lets calls through.
 */
export class Breaker {
  readonly #rules: BreakerRules
  readonly #clock: Clock
  #failures = 0
  #openedAt: number | null = null
  /** when it first opened since the peer last answered */
  #downSince: number | null = null
  #cause: FaultClass = 'server_error'
  #probing = false

  constructor(rules: BreakerRules = defaultBreakerRules, clock: Clock = systemClock) {
    this.#rules = rules
    this.#clock = clock
  }

  get state(): 'closed' | 'open' | 'half_open' {
    if (this.#openedAt === null) return 'closed'
    return this.#waitMs() > 0 ? 'open' : 'half_open'
  }

  /** Throws NetFault `breaker_open` with the time to wait when no call may be made now. */
  admit(peer: string): Permit {
    if (this.#openedAt === null) return this.#permit(false)
    const retryAfterMs = this.#waitMs()
    if (retryAfterMs > 0 || this.#probing) {
      const why = `its last calls failed (${this.#cause.replaceAll('_', ' ')})`
      const due = `the next call is due in ${Math.ceil(retryAfterMs / 1_000)} s`
      throw new NetworkError({
        fault: 'breaker_open',
        detail: `not called, because ${why}; ${due}`,
        peer,
        retryable: true,
        retryAfterMs: Math.max(retryAfterMs, Math.min(1_000, this.#rules.openMs)),
        outage: this.outage,
      })
    }
    this.#probing = true
    return this.#permit(true)
  }

  /**
   * Whether the peer answers nobody at present: `passing` is worth waiting for, `lasting` has tried the patience.
   * Refused credentials are no outage.
   */
  get outage(): Outage | null {
    if (this.#downSince === null || this.#cause === 'authentication') return null
    const { patienceMs = Infinity } = this.#rules
    return this.#clock.now() - this.#downSince < patienceMs ? 'passing' : 'lasting'
  }

  /** The same fault, but told that its peer answers nobody, and when it is asked again. */
  explain(fault: NetworkError, peer: string): NetworkError {
    const { outage } = this
    if (outage === null || !counted.has(fault.fault)) return fault
    const retryAfterMs = Math.max(this.#waitMs(), fault.retryAfterMs ?? 0)
    return new NetworkError({ ...fault.facts, peer, retryAfterMs, outage })
  }

  #permit(probe: boolean): Permit {
    const end = () => {
      if (probe) this.#probing = false
    }
    return {
      succeed: () => {
        end()
        // A call that began before the breaker opened must not close it.
        if (probe || this.#openedAt === null) this.#alive()
      },
      fail: (fault) => {
        end()
        if (neutral.has(fault) || this.#rules.failures === 0) return
        // Calls that were under way when it opened must not hold it open.
        if (!probe && this.#openedAt !== null) return
        if (fault === 'authentication' && this.#rules.refusalOpens !== false)
          return this.#open(fault)
        if (!counted.has(fault)) return this.#alive()
        this.#failures += 1
        if (probe || this.#failures >= this.#rules.failures) this.#open(fault)
      },
    }
  }

  #alive(): void {
    this.#failures = 0
    this.#openedAt = null
    this.#downSince = null
  }

  #open(cause: FaultClass): void {
    this.#cause = cause
    this.#openedAt = this.#clock.now()
    this.#downSince ??= this.#openedAt
  }

  #waitMs(): number {
    return Math.max(0, (this.#openedAt ?? 0) + this.#rules.openMs - this.#clock.now())
  }
}

const breakers = new Map<string, Breaker>()

/** Whether this thread knows of a peer that does not answer: what it knows would be lost with it. */
export const knowsOutage = (): boolean =>
  [...breakers.values()].some(({ state, outage }) => state !== 'closed' || outage !== null)

/** The process's breaker of one key: kind, endpoint and credential. */
export function breakerOf(key: string, rules: BreakerRules = defaultBreakerRules): Breaker {
  const full = `${key} ${rules.failures} ${rules.openMs} ${rules.patienceMs} ${rules.refusalOpens}`
  const found = breakers.get(full)
  if (found) return found
  const breaker = new Breaker(rules)
  breakers.set(full, breaker)
  return breaker
}
