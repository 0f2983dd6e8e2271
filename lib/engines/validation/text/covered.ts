type Span = { start: number; end: number }

/** Questions about many spans, each answered in the logarithm of their number. */
export type Covered = {
  /** whether one of the spans holds the whole of this one */
  holds: (span: Span) => boolean
  /** whether one of the spans shares a place with this one */
  touches: (span: Span) => boolean
}

/** Spans in UTF-16 places of one text, in any order; they may overlap. */
export function covered(spans: readonly Span[]): Covered {
  const sorted = [...spans].sort((a, b) => a.start - b.start)
  const reach: number[] = []
  for (const { end } of sorted) reach.push(Math.max(reach.at(-1) ?? 0, end))
  /** how far the spans go that begin before a place */
  const reachBefore = (place: number): number => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.start ?? 0) < place) low = middle + 1
      else high = middle
    }
    return reach[low - 1] ?? -1
  }
  return {
    holds: ({ start, end }) => reachBefore(start + 1) >= end,
    touches: ({ start, end }) => reachBefore(end) > start,
  }
}
