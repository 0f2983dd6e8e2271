/** ms between two looks at the event loop, and the delay from which one is remembered. */
const tickMs = 20
const notableMs = 5
/** A conversation longer than this has forgotten its beginning: 10 minutes in which every tick was late. */
const remembered = 30_000

type Delay = { endedAt: number; ms: number }

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

  longest(from: number, to: number): number {
    // The tick that would tell of a delay may not have come yet.
    const open = { endedAt: performance.now(), ms: performance.now() - this.#lastTick - tickMs }
    const tells = open.endedAt >= from && open.endedAt - open.ms <= to
    let longest = tells ? Math.max(0, open.ms) : 0
    // From the last: under load there are thousands, and most turns ask for the last few.
    for (let at = this.#delays.length - 1; at >= 0; at--) {
      const { endedAt, ms } = this.#delays[at] ?? open
      if (endedAt < from) break
      if (endedAt - ms <= to) longest = Math.max(longest, ms)
    }
    return longest
  }
}

const loop = new LoopDelay()

export type LoopWatch = {
  /** the longest time, ms, for which the event loop stood still between two times of `performance.now()` */
  longest(from: number, to: number): number
  stop(): void
}

/** Watches the event loop until `stop`; what happened before is not known. */
export function watchLoop(): LoopWatch {
  loop.watch()
  let watching = true
  return {
    longest: (from, to) => loop.longest(from, to),
    stop() {
      if (watching) loop.unwatch()
      watching = false
    },
  }
}
