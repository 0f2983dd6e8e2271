import { errorUpperBound, reviewsNeeded } from '#lib/engines/validation/threshold.ts'

/** A pair that a person has labelled, and how an engine scored it. */
export type ScoredPair = { score: number; same: boolean }

/** What holds beyond one threshold. */
type Side = {
  /** null: no cut keeps the promise */
  cut: number | null
  /** pairs beyond the cut, and those of them that are labelled otherwise */
  pairs: number
  errors: number
  /** upper bound of the share of wrong decisions beyond the cut */
  bound: number
  /** share of all pairs that lie beyond it */
  share: number
}

export type CalibrationFigures = {
  same: Side
  different: Side
  /** for people */
  text: string
}

/** Cuts that are tried, as shares of the pairs on that side; each spends its part of one alpha. */
const candidates = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
const confidence = 1 - 0.05 / candidates.length

const never: Side = { cut: null, pairs: 0, errors: 0, bound: 1, share: 0 }

/** The cut that decides most and still keeps the promise. `wanted` is the label that scores from the cut on stand for. */
function sideOf(pairs: readonly ScoredPair[], wanted: boolean, promise: number): Side {
  const direction = wanted ? -1 : 1
  const ordered = pairs.toSorted((a, b) => direction * (a.score - b.score))
  let best = never
  for (const candidate of candidates) {
    const last = ordered[Math.ceil(ordered.length * candidate) - 1]
    if (last === undefined) continue
    // All pairs of one score fall together: a cut cannot tell them apart.
    const beyond = ordered.filter(({ score }) =>
      wanted ? score >= last.score : score <= last.score,
    )
    const errors = beyond.filter(({ same }) => same !== wanted).length
    const bound = errorUpperBound(errors, beyond.length, confidence)
    if (bound <= promise && beyond.length > best.pairs)
      best = {
        ...{ cut: last.score, pairs: beyond.length, errors, bound },
        share: beyond.length / pairs.length,
      }
  }
  return best
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function sentence(name: string, side: Side, needed: number): string {
  return side.cut === null
    ? `"${name}" is never decided automatically: no threshold is reliable enough (at least ${needed} pairs without an error beyond it are needed)`
    : `"${name}" from ${side.cut.toFixed(3)}: ${side.pairs} pairs, ${side.errors} wrong, at most ${(side.bound * 100).toFixed(2)} %, ${percent(side.share)} of all`
}

/**
 * Thresholds from labelled pairs of one language. Beyond a cut the upper bound of wrong decisions (one-sided, 95 %, divided
 * by the cuts tried: Bonferroni) is within `1 − accuracy`. A side that cannot promise that is never decided. When both
 * cuts overlap neither holds: then the scores say nothing.
 */
export function calibrate(pairs: readonly ScoredPair[], accuracy: number): CalibrationFigures {
  const promise = 1 - accuracy
  let same = sideOf(pairs, true, promise)
  let different = sideOf(pairs, false, promise)
  if (same.cut !== null && different.cut !== null && different.cut >= same.cut)
    [same, different] = [never, never]
  const needed = reviewsNeeded(0, accuracy, confidence)
  const text = `${sentence('same', same, needed)}; ${sentence('different', different, needed).replace(' from ', ' up to ')}.`
  return { same, different, text }
}
