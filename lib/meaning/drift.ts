import type { ScoredPair } from '#lib/meaning/calibrate.ts'

/** A labelled pair whose score was kept. */
export type Anchor = ScoredPair & { expected: string; reply: string }

const kept = 40

/** Pairs spread evenly over the scores, the lowest and the highest among them. */
export function chooseAnchors(scored: readonly Anchor[]): Anchor[] {
  const ordered = scored.toSorted((a, b) => a.score - b.score)
  const count = Math.min(kept, ordered.length)
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? 0 : Math.round((index * (ordered.length - 1)) / (count - 1))
    return ordered[at]
  })
    .filter((anchor) => anchor !== undefined)
    .map(({ expected, reply, same, score }) => ({ expected, reply, same, score }))
}

/** The largest change of a score; infinite where one is no number any more. */
export function driftOf(anchors: readonly Anchor[], scores: readonly number[]): number {
  return anchors.reduce((worst, { score }, index) => {
    const moved = Math.abs((scores[index] ?? Number.NaN) - score)
    return Number.isNaN(moved) ? Number.POSITIVE_INFINITY : Math.max(worst, moved)
  }, 0)
}
