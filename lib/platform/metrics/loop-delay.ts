/** ms between two looks at the event loop, and the delay from which one is remembered. */
const tickMs = 20
const notableMs = 5
/** A conversation longer than this has forgotten its beginning: 10 minutes in which every tick was late. */
const remembered = 30_000

/** The event loop stood still for `ms` until `endedAt` of `performance.now()`. */
export type Delay = { endedAt: number; ms: number }

/** Times at which the event loop stood still. One timer for the whole process, and only while somebody watches. */
class LoopDelay {
  #watchers = 0
  #timer: NodeJS.Timeout | null = null
  #lastTick = 0
  #delays: Delay[] = []

  #tick = () => {
    const now = performance.now()
    const ms = now - this.#lastTick - tickMs
    this.#lastTick = now
    if (ms < notableMs) return
    this.#delays.push({ endedAt: now, ms })
    if (this.#delays.length > remembered) this.#delays = this.#delays.slice(remembered / 2)
  }

  watch(): void {
    if (this.#watchers++ > 0) return
    this.#lastTick = performance.now()
    this.#timer = setInterval(this.#tick, tickMs).unref()
  }

  unwatch(): void {
    if (--this.#watchers > 0) return
    if (this.#timer) clearInterval(this.#timer)
    this.#delays = []
  }

  since(from: number): Delay[] {
    // The tick that would tell of a delay may not have come yet.
    const open = { endedAt: performance.now(), ms: performance.now() - this.#lastTick - tickMs }
    // From the last: under load there are thousands, and most turns ask for the last few.
    const first = this.#delays.findLastIndex(({ endedAt }) => endedAt < from) + 1
    return [...this.#delays.slice(first), open].filter(
      ({ endedAt, ms }) => endedAt >= from && ms > 0,
    )
  }
}

const loop = new LoopDelay()

export type LoopWatch = {
  /** the longest time, ms, for which the event loop stood still between two times of `performance.now()` */
  longest(from: number, to: number): number
  /** each time it stood still for 5 ms or more, of those that ended after `from` */
  since(from: number): Delay[]
  stop(): void
}

/** The longest of `delays`, ms, with any part between two times of `performance.now()`; 0 without one. */
export const longestDelay = (delays: readonly Delay[], from: number, to: number): number =>
  delays.reduce(
    (longest, { endedAt, ms }) =>
      endedAt >= from && endedAt - ms <= to ? Math.max(longest, ms) : longest,
    0,
  )

/** Watches the event loop until `stop`; what happened before is not known. */
export function watchLoop(): LoopWatch {
  loop.watch()
  let watching = true
  return {
    longest: (from, to) => longestDelay(loop.since(from), from, to),
    since: (from) => loop.since(from),
    stop() {
      if (watching) loop.unwatch()
      watching = false
    },
  }
}
