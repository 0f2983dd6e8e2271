/** The moment at which a caller breaks in. */
export class BreakIn {
  readonly #then: () => void
  #timer: NodeJS.Timeout | undefined
  /** The moment is set. */
  planned = false

  constructor(then: () => void) {
    this.#then = then
  }

  /** Sets it to `due`, as `performance.now()`; only the first time counts. */
  at(due: number): void {
    if (this.planned) return
    this.planned = true
    this.#look(due)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #look(due: number): void {
    const wait = due - performance.now()
    if (wait <= 0) return this.#then()
    // A timer drops fractions of a millisecond and may come early.
    this.#timer = setTimeout(() => this.#look(due), Math.ceil(wait))
  }
}
