/**
 * Carries events from a running turn to whoever reads it, in order. Leaving the loop early calls `onAbandon`, so
 * that the turn can stop.
 */
export class EventStream<T> implements AsyncIterableIterator<T> {
  readonly #onAbandon: () => void
  readonly #queue: T[] = []
  #waiting: ((result: IteratorResult<T, undefined>) => void)[] = []
  #ended = false

  constructor(onAbandon: () => void) {
    this.#onAbandon = onAbandon
  }

  push(event: T): void {
    if (this.#ended) return
    const reader = this.#waiting.shift()
    if (reader) reader({ done: false, value: event })
    else this.#queue.push(event)
  }

  end(): void {
    this.#ended = true
    for (const reader of this.#waiting) reader({ done: true, value: undefined })
    this.#waiting = []
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const value = this.#queue.shift()
    if (value !== undefined) return Promise.resolve({ done: false, value })
    if (this.#ended) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  return(): Promise<IteratorResult<T, undefined>> {
    if (!this.#ended) {
      this.end()
      this.#onAbandon()
    }
    this.#queue.length = 0
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
