/** A limit of `Watchdog`: its name enters the fault's text. `ms` counts from the last `touch`. */
export type Limit = { name: string; ms: number }

/**
 * Watches one exchange with a single timer: a limit for the whole and one for the current phase, counted from the
 * last sign of life. `touch` costs a clock read, so that it may be called for every chunk.
 */
export class Watchdog {
  #end: number
  readonly #total: Limit
  readonly #onExpire: (limit: Limit) => void
  #phase: Limit | null = null
  #touchedAt: number
  #timer: NodeJS.Timeout
  /** when the timer goes off; Infinity once it has, or is stopped */
  #timerAt: number

  constructor(total: Limit, onExpire: (limit: Limit) => void) {
    this.#total = total
    this.#onExpire = onExpire
    this.#touchedAt = performance.now()
    this.#end = this.#touchedAt + total.ms
    this.#timer = setTimeout(this.#check, total.ms)
    this.#timerAt = this.#end
  }

  /** Starts a phase now; null leaves only the limit for the whole. */
  phase(limit: Limit | null): void {
    this.#phase = limit
    this.#touchedAt = performance.now()
    this.#armEarlier()
  }

  /** Moves the limit for the whole by `ms`, which may be negative. */
  extend(ms: number): void {
    this.#end += ms
    this.#armEarlier()
  }

  /** The peer gave a sign of life. */
  touch(): void {
    this.#touchedAt = performance.now()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timerAt = Infinity
  }

  #due(): number {
    return this.#phase === null ? this.#end : Math.min(this.#end, this.#touchedAt + this.#phase.ms)
  }

  /** A timer that goes off too early finds that and is set again: most phases end long before their limit. */
  #armEarlier(): void {
    if (this.#due() < this.#timerAt) this.#arm()
  }

  #arm(): void {
    clearTimeout(this.#timer)
    this.#timerAt = this.#due()
    this.#timer = setTimeout(this.#check, Math.max(1, Math.ceil(this.#timerAt - performance.now())))
  }

  readonly #check = (): void => {
    const now = performance.now()
    if (now < this.#due()) return this.#arm()
    this.#timerAt = Infinity
    this.#onExpire(now >= this.#end || this.#phase === null ? this.#total : this.#phase)
  }
}
