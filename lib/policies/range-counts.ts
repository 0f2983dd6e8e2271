import { countAudits, countQueue, type Count } from '#lib/policies/count-reviews.ts'
import type { ReviewedDecision } from '#lib/policies/reviewed-decisions.ts'

/** Confidence from `from` up to, but not including, `below`; null: without an end. */
export type Range = { from: number; below: number | null }

type Counts = { audits: Count; queue: Count }

/** Reviews of one band and verdict within a range of confidence. */
export type CountRange = (range: Range) => Counts

/** Cuts below the fixed one are tried from the strictest down, in steps of this. */
const step = 0.05
const lowest = 0.5

const toCent = (value: number) => Math.round(value * 100) / 100

/** What lies below a cut, one step deep; null where no further cut is tried. */
export function rangeBelow(cut: number): Range | null {
  const from = toCent(cut - step)
  return from < lowest ? null : { from, below: cut }
}

export const rangeAbove = (cut: number): Range => ({ from: cut, below: null })

/** All ranges that a band may be asked for whose fixed cut is `fixed`. */
export function rangesOf(fixed: number): Range[] {
  const ranges = [rangeAbove(fixed)]
  for (let range = rangeBelow(fixed); range !== null; range = rangeBelow(range.from))
    ranges.push(range)
  return ranges
}

const within = (samples: readonly ReviewedDecision[], { from, below }: Range) =>
  samples.filter(
    ({ confidence }) => confidence >= from - 1e-9 && (below === null || confidence < below - 1e-9),
  )

/** Counts the reviews themselves, which are in the order of their executions. */
export function countingOf(samples: readonly ReviewedDecision[]): CountRange {
  return (range) => {
    const some = within(samples, range)
    return { audits: countAudits(some), queue: countQueue(some) }
  }
}

/** Counts by range, as they are kept: reviews, errors and open ones of audits, then of the queue. */
export type RangeCounts = Record<string, number[]>

export const rangeKey = ({ from, below }: Range): string => `${from}-${below ?? ''}`

/** Whether a range is worth keeping: people name cuts in hundredths. */
export const isKept = ({ from, below }: Range): boolean =>
  toCent(from) === from && (below === null || toCent(below) === below)

export const countRanges = (count: CountRange, ranges: readonly Range[]): RangeCounts =>
  Object.fromEntries(
    ranges.map((range) => {
      const { audits, queue } = count(range)
      const numbers = [audits, queue].flatMap(({ reviews, errors, open }) => [
        reviews,
        errors,
        open,
      ])
      return [rangeKey(range), numbers]
    }),
  )

/** Counts as they were kept. Throws for a range that was not. */
export const countedBefore =
  (ranges: RangeCounts): CountRange =>
  (range) => {
    const numbers = ranges[rangeKey(range)]
    if (!numbers) throw new Error(`Reviews of the range ${rangeKey(range)} were not counted`)
    const count = (at: number): Count => ({
      reviews: numbers[at] ?? 0,
      errors: numbers[at + 1] ?? 0,
      open: numbers[at + 2] ?? 0,
    })
    return { audits: count(0), queue: count(3) }
  }
