import type { Bench } from '#bench/rig/bench.ts'

const metric = 'voice_frame_lateness_seconds_bucket'
/** A worker adds what it counts to the totals every five seconds. */
const reportMs = 5_000

type Buckets = { le: number; count: number }[]

/** How late frames left, in ms, between two times. */
export type Lateness = {
  frames: number
  buckets: Buckets
  /** the lateness below which `share` of them lie, within its bucket by a straight line */
  at(share: number): number
}

async function totals({ client }: Bench): Promise<Buckets> {
  const rows = await client.sql<{ le: string; value: number }[]>`
    select labels::json ->> 'le' as le, value from metric_totals where name = ${metric}`
  return rows
    .map(({ le, value }) => ({ le: le === '+Inf' ? Infinity : Number(le) * 1_000, count: value }))
    .toSorted((one, other) => one.le - other.le)
}

function latenessOf(buckets: Buckets): Lateness {
  const frames = buckets.at(-1)?.count ?? 0
  return {
    frames,
    buckets,
    at: (share) => {
      let [below, from] = [0, 0]
      for (const { le, count } of buckets) {
        if (count >= share * frames && count > below) {
          if (le === Infinity) return Infinity
          return from + ((share * frames - below) / (count - below)) * (le - from)
        }
        below = count
        from = le
      }
      return Number.NaN
    },
  }
}

/** What all workers have counted by now, less `before`; waits until they have told it. */
export async function readLateness(bench: Bench, before?: Lateness): Promise<Lateness> {
  await new Promise((resolve) => setTimeout(resolve, reportMs + 500))
  const known = new Map(before?.buckets.map(({ le, count }) => [le, count]))
  const now = await totals(bench)
  return latenessOf(now.map(({ le, count }) => ({ le, count: count - (known.get(le) ?? 0) })))
}
