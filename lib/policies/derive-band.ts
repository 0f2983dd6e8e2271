import type { BandState } from '#lib/engines/validation/policy.ts'
import type { Count } from '#lib/policies/count-reviews.ts'
import { rangeAbove, rangeBelow, type CountRange, type Range } from '#lib/policies/range-counts.ts'
import {
  isShownAbove,
  isShownBelow,
  sequentialLowerBound,
  sequentialReviewsNeeded,
  sequentialUpperBound,
} from '#lib/policies/statistics/sequential-bound.ts'

/** Where the automatic decisions of one band and verdict stand, with the figures that say so. */
export type DerivedBand = {
  state: BandState['state']
  /** confidence from which a proven verdict is automatic; above 1 when every decision goes to a person */
  cut: number
  text: string
  reviews: number
  errors: number
  open: number
  /** reviews that the promise needs with these errors; null when no number is enough */
  needed: number | null
  bound: number
  lowerBound: number
}

/** More than any confidence. */
const never = 1.01

/** To 0.01 %, away from what would sound better. */
const atMost = (share: number) => `${(Math.ceil(share * 10_000 - 1e-6) / 100).toFixed(2)} %`
const atLeast = (share: number) => `${(Math.floor(share * 10_000 + 1e-6) / 100).toFixed(2)} %`
const counted = (count: number, word: string) =>
  `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`

const sum = (one: Count, other: Count): Count => ({
  reviews: one.reviews + other.reviews,
  errors: one.errors + other.errors,
  open: one.open + other.open,
})

/**
 * Whether the decisions of one confidence range are earned by reviews of that very range: what lies above lends nothing.
 * Audits and the queue are samples of different kinds, so each is asked for itself, at half the risk.
 */
function isRangeEarned(count: CountRange, range: Range, promise: number): boolean {
  const { audits, queue } = count(range)
  const all = sum(audits, queue)
  if (isShownAbove(all.errors, all.reviews, promise)) return false
  return [audits, queue].some(({ errors, reviews }) =>
    isShownBelow(errors, reviews, promise, 0.025),
  )
}

/** Cuts are tried from the strictest down: the walk stops at the first that is not earned. */
function earnedCut(count: CountRange, promise: number, fixed: number): number {
  let cut = fixed
  for (;;) {
    const next = rangeBelow(cut)
    if (next === null || !isRangeEarned(count, next, promise)) return cut
    cut = next.from
  }
}

function describe(
  state: BandState['state'],
  { errors, reviews, open }: Count,
  figures: Pick<DerivedBand, 'cut' | 'needed' | 'bound' | 'lowerBound'>,
  promise: number,
): string {
  const seen = `${counted(errors, 'error')} in ${counted(reviews, 'review')}`
  const promised = `the promised ${atMost(promise)}`
  const waiting = open > 0 ? `; ${counted(open, 'audit')} open` : ''
  switch (state) {
    case 'fixed':
      return `fixed at ${figures.cut}: no audit decided yet${waiting}`
    case 'earning': {
      const of =
        figures.needed === null
          ? 'no number of reviews proves that none are wrong'
          : `${reviews.toLocaleString('en-US')} of ${counted(figures.needed, 'review')}`
      return `collecting reviews: ${of}, ${counted(errors, 'error')}, at most ${atMost(figures.bound)} wrong so far${waiting}`
    }
    case 'earned':
      return `earned from ${figures.cut}: ${seen}, at most ${atMost(figures.bound)} wrong, within ${promised}${waiting}`
    case 'suspended':
      return `suspended: ${seen}, at least ${atLeast(figures.lowerBound)} wrong, above ${promised}; every decision needs a review`
  }
}

/**
 * State of a band for one verdict, from how its reviewed decisions count. `accuracy` is the share
 * that must be right, `fixed` the confidence cut of the policy. All bounds hold at every look, see `sequential-bound`.
 */
export function deriveBand(count: CountRange, accuracy: number, fixed: number): DerivedBand {
  // 1 − 0.997 is not 0.003 in binary; the promise is what people wrote.
  const promise = Math.round((1 - accuracy) * 1e9) / 1e9
  const { audits, queue } = count(rangeAbove(fixed))
  const all = sum(audits, queue)
  const broken = isShownAbove(all.errors, all.reviews, promise)
  const earned = !broken && isShownBelow(audits.errors, audits.reviews, promise)
  const state = broken ? 'suspended' : earned ? 'earned' : audits.reviews > 0 ? 'earning' : 'fixed'
  const shown = broken ? all : audits
  const figures = {
    cut: broken ? never : earned ? earnedCut(count, promise, fixed) : fixed,
    needed: sequentialReviewsNeeded(shown.errors, promise),
    bound: sequentialUpperBound(shown.errors, shown.reviews),
    lowerBound: sequentialLowerBound(shown.errors, shown.reviews),
  }
  return { state, ...shown, ...figures, text: describe(state, shown, figures, promise) }
}
