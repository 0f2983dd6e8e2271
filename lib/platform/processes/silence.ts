/** ms between two beats of an event loop, and between two looks at whether one came */
export const beatMs = 1_000

/**
 * How long something has been silent, by the watch of whoever listens. Time in which the listener itself stood still counts
 * as one late look and no more: a stopped process group, a sleeping machine or a clock that jumps is nobody's silence.
 */
export class Silence {
  #ms = 0
  #lookedAt: number

  /** `now`: ms of a clock that only goes forward */
  constructor(now = performance.now()) {
    this.#lookedAt = now
  }

  heard(): void {
    this.#ms = 0
  }

  /** To be called every `beatMs`. Returns the silence so far, ms. */
  look(now = performance.now()): number {
    this.#ms += Math.min(now - this.#lookedAt, 2 * beatMs)
    this.#lookedAt = now
    return this.#ms
  }
}
