/**
 * Carries events from a running turn to whoever reads it, in order. Leaving the loop early calls `onAbandon`, so
 * that the turn can stop.
 */
export class EventStream<T> implements AsyncIterableIterator<T> {
  readonly #onAbandon: () => void
  readonly #queue: T[] = []
  #waiting: PromiseWithResolvers<IteratorResult<T, undefined>>[] = []
  /** whoever takes all of it at its end */
  #gathering: { events: T[]; meet: () => void } | null = null
  #ended = false
  #error: Error | null = null

  constructor(onAbandon: () => void) {
    this.#onAbandon = onAbandon
  }

  push(event: T): void {
    if (this.#ended) return
    if (this.#gathering) return void this.#gathering.events.push(event)
    const reader = this.#waiting.shift()
    if (reader) reader.resolve({ done: false, value: event })
    else this.#queue.push(event)
  }

  end(): void {
    this.#ended = true
    for (const reader of this.#waiting) reader.resolve({ done: true, value: undefined })
    this.#waiting = []
    this.#gathering?.meet()
    this.#gathering = null
  }

  /** Ends with `error`, which the reader meets after all that came before. */
  fail(error: Error): void {
    if (this.#ended) return
    this.#error = error
    if (this.#gathering) return this.end()
    const [first] = this.#waiting
    if (!first) return void (this.#ended = true)
    this.#waiting.shift()
    first.reject(error)
    this.#error = null
    this.end()
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const value = this.#queue.shift()
    if (value !== undefined) return Promise.resolve({ done: false, value })
    if (this.#error) {
      const error = this.#error
      this.#error = null
      return Promise.reject(error)
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined })
    const reader = Promise.withResolvers<IteratorResult<T, undefined>>()
    this.#waiting.push(reader)
    return reader.promise
  }

  /** All of it, in order, once it has ended: for who looks at nothing before. Call it instead of reading. */
  all(): Promise<T[]> {
    const gathered = Promise.withResolvers<T[]>()
    const events = this.#queue.splice(0)
    const meet = () => {
      if (this.#error) gathered.reject(this.#error)
      else gathered.resolve(events)
      this.#error = null
    }
    if (this.#ended) meet()
    else this.#gathering = { events, meet }
    return gathered.promise
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
