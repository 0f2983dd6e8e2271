import { performance } from 'node:perf_hooks'

import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Claimed } from '#lib/runs/queue/claim-items.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

type Options = {
  /** items under way at once in this process; twice as many may wait for their results to be recorded */
  concurrency: number
  /** Begins at most `slots` items. `isFull`: what this process holds of one kind was the limit. */
  claim: (slots: number) => Promise<Claimed & { isFull?: boolean }>
  /** Does them, each with `release` and `done`. `signal` says: end now. */
  start: (items: BegunItem[], signal: AbortSignal) => void
  /** Whether this process has had no time left since it was asked last. */
  busy?: () => boolean
}

/** ms that a few free slots wait for others: an item is begun the cheaper the more are begun together */
const gatherMs = 25
/** the same at the most while the process has no time left: it would begin nothing sooner */
const busyGatherMs = 100
/** share of the slots that waits for no others */
const manyShare = 1 / 8
/** Items begun at once at the most: an answer that fits what a connection takes in without being read. */
const mostAtOnce = 500
/** ms between two looks at a target whose rate is used up, at the least */
const leastWaitMs = 20

/** share of its time for which the event loop has worked, when it has none left */
const busyShare = 0.9

function createBusy(): () => boolean {
  let last = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization > busyShare
  }
}

/** Begins as many items as there are free slots, and keeps them all in flight. */
export class ItemClaimer {
  readonly #options: Options
  readonly #busy: () => boolean
  readonly #abort = new AbortController()
  /** begun and not ended */
  #open = 0
  /** those of them whose slot is free again: their results are being recorded */
  #released = 0
  #stopped = false
  #paused = false
  #claiming: Promise<void> | null = null
  #again = false
  /** others were due when we last looked */
  #more = false
  #gather: NodeJS.Timeout | undefined
  /** the last look was ended by our slots, not by what waits or a limit */
  #full = false
  #later: { timer: NodeJS.Timeout; at: number } | undefined
  #idle: (() => void) | undefined

  constructor(options: Options) {
    this.#options = options
    this.#busy = options.busy ?? createBusy()
  }

  get inFlight(): number {
    return this.#open
  }

  get #free(): number {
    const { concurrency } = this.#options
    return Math.min(concurrency - this.#open + this.#released, concurrency * 2 - this.#open)
  }

  /** There may be items to begin: look now. */
  wake(): void {
    if (this.#stopped || this.#paused) return
    this.#again = true
    this.#claiming ??= this.#claimAll().finally(() => (this.#claiming = null))
  }

  /** The same in a while, unless that is sooner than planned already; whoever comes later is found by the next beat. */
  wakeIn(ms: number): void {
    const wait = Math.max(leastWaitMs, ms)
    const at = performance.now() + wait
    if (this.#stopped || (this.#later && this.#later.at <= at)) return
    clearTimeout(this.#later?.timer)
    const look = () => {
      this.#later = undefined
      this.wake()
    }
    this.#later = { at, timer: setTimeout(look, wait) }
  }

  /** The slot of an item is free for another, though it has not ended yet. */
  release(): void {
    this.#released++
    if (this.#full) this.#refill()
  }

  /** An item has ended, after its slot was released. */
  done(): void {
    this.#open--
    this.#released--
    if (this.#open === 0) this.#idle?.()
    this.#refill()
  }

  /** Nothing new while true; what is under way goes on. */
  pause(paused: boolean): void {
    this.#paused = paused
    if (!paused) this.wake()
  }

  /** Begins nothing more, waits up to `graceMs` for what is under way, then aborts it and waits for that. */
  async drain(graceMs: number): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#gather)
    clearTimeout(this.#later?.timer)
    await this.#claiming
    await this.#untilIdle(graceMs)
    this.#abort.abort(new Error('the worker is stopping'))
    await this.#untilIdle(5_000)
  }

  #refill(): void {
    if (!this.#more || this.#stopped || this.#paused) return
    if (this.#free >= Math.max(1, this.#options.concurrency * manyShare)) {
      clearTimeout(this.#gather)
      this.#gather = undefined
      this.wake()
    } else if (!this.#gather) {
      this.#busy()
      this.#gatherFor(busyGatherMs)
    }
  }

  /** Waits for more free slots; `ms` are left if the process is busy. */
  #gatherFor(ms: number): void {
    this.#gather = setTimeout(() => {
      if (this.#busy() && ms > gatherMs) {
        this.#gatherFor(ms - gatherMs)
        return
      }
      this.#gather = undefined
      this.wake()
    }, gatherMs)
  }

  async #claimAll(): Promise<void> {
    // What ends in this turn of the event loop is gathered first.
    await new Promise<void>((resolve) => setImmediate(resolve))
    try {
      while (this.#again) {
        this.#again = false
        await this.#claim()
      }
    } catch (error) {
      log.warn({ err: errorMessage(error) }, 'could not begin items')
      this.#more = true
      this.wakeIn(1_000)
    }
  }

  async #claim(): Promise<void> {
    const free = this.#free
    if (this.#stopped || this.#paused) return
    if (free <= 0) {
      this.#more = this.#full = true
      return
    }
    const slots = Math.min(free, mostAtOnce)
    const { items, more, nextMs, isFull = false } = await this.#options.claim(slots)
    this.#more = more
    this.#full = items.length === slots || isFull
    if (items.length === slots && more) this.#again = true
    this.#open += items.length
    if (nextMs !== null) this.wakeIn(nextMs)
    if (items.length > 0) this.#options.start(items, this.#abort.signal)
  }

  #untilIdle(ms: number): Promise<void> {
    if (this.#open === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#idle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
