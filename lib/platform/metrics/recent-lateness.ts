import { sharedBuckets } from '#lib/platform/metrics/shared-metrics.ts'

/** The last minutes are kept as so many parts of so many ms, of which the oldest is dropped at a time. */
const partMs = 60_000
const parts = 5
/** upper bounds, ms; what is later lies above the last */
const bounds = (sharedBuckets.voice_frame_lateness_seconds ?? []).map((seconds) => seconds * 1_000)

type Part = { number: number; counts: number[] }

/** How late the pieces of callers' speech left that a process has spoken in the last five minutes, as counts in bins. */
export class RecentLateness {
  #parts: Part[] = []
  readonly #now: () => number

  /** `now`: ms on a clock that only goes forward */
  constructor(now = () => performance.now()) {
    this.#now = now
  }

  add(lateMs: readonly number[]): void {
    if (lateMs.length === 0) return
    const { counts } = this.#part()
    for (const ms of lateMs) {
      const bin = bounds.findIndex((bound) => ms <= bound)
      const at = bin < 0 ? bounds.length : bin
      counts[at] = (counts[at] ?? 0) + 1
    }
  }

  /** ms within which 99 % of them left, within its bin by a straight line; null when nothing was said. */
  read(): { count: number; p99_ms: number } | null {
    const from = this.#number() - parts
    const kept = this.#parts.filter(({ number }) => number > from)
    const counts = Array.from({ length: bounds.length + 1 }, (_, bin) =>
      kept.reduce((sum, part) => sum + (part.counts[bin] ?? 0), 0),
    )
    const count = counts.reduce((sum, n) => sum + n, 0)
    return count === 0 ? null : { count, p99_ms: Math.round(at(counts, 0.99 * count) * 10) / 10 }
  }

  #number(): number {
    return Math.floor(this.#now() / partMs)
  }

  #part(): Part {
    const number = this.#number()
    const last = this.#parts.at(-1)
    if (last?.number === number) return last
    const part = { number, counts: [] }
    this.#parts = [...this.#parts, part].slice(-parts)
    return part
  }
}

/** ms below which `wanted` of what is counted lie. */
function at(counts: readonly number[], wanted: number): number {
  let below = 0
  for (const [bin, n] of counts.entries()) {
    const from = bounds[bin - 1] ?? 0
    if (n > 0 && below + n >= wanted)
      return from + ((wanted - below) / n) * ((bounds[bin] ?? from) - from)
    below += n
  }
  return bounds.at(-1) ?? 0
}
