import { frameTimer } from '#lib/platform/net/frame-timer.ts'

/** ms between two looks, lateness from which nothing is done, and ms of one look in which another thing is begun */
const everyMs = 2
const lateMs = 2
const budgetMs = 0.5
/** ms after which one thing is done however late all is: it must not wait for ever */
const patienceMs = 25

type Options = { every?: number; atOnce?: number }

/**
 * Does what can wait in the time that speaking leaves, a little at each look. Connecting costs as much as many frames, and what
 * hundreds of calls do as they begin and end would make the others late.
 */
export class Leisure {
  readonly #every: number
  readonly #atOnce: number
  readonly #waiting: (() => void)[] = []
  #lastAt = 0
  #looks = false

  /** `every`: ms between two looks; `atOnce`: things in one of them at most */
  constructor({ every = everyMs, atOnce = 20 }: Options = {}) {
    this.#every = every
    this.#atOnce = atOnce
  }

  /** Runs `work`, which throws nothing, after all that waits already. */
  add(work: () => void): void {
    this.#waiting.push(work)
    if (this.#looks) return
    this.#looks = true
    this.#lookAt(Math.max(performance.now(), this.#lastAt + this.#every))
  }

  #lookAt(due: number): void {
    frameTimer.at(due, () => this.#look(due))
  }

  #look(due: number): void {
    const now = performance.now()
    if (now - due < lateMs || now - this.#lastAt >= patienceMs) {
      this.#lastAt = now
      for (let done = 0; done < this.#atOnce; done++) {
        this.#waiting.shift()?.()
        if (performance.now() - now > budgetMs) break
      }
    }
    this.#looks = this.#waiting.length > 0
    if (this.#looks) this.#lookAt(now + this.#every)
  }
}
