/**
 * Bounds of an error rate that hold at every look at once: whoever looks after each review, and stops when it suits,
 * is wrong in at most one case of twenty, over all looks together. Each is a test martingale by Ville's inequality: a
 * mixture of likelihood ratios, which is at least 20 at any time with probability at most 1/20 (Robbins, "Statistical
 * methods related to the law of the iterated logarithm", Ann. Math. Stat. 41 (1970) 1397–1409; Howard, Ramdas,
 * McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Ann. Stat. 49 (2021)
 * 1055–1080). For 0/1 outcomes a ratio against `rate` is a supermartingale for every true rate on the far side of it.
 */
const logLimit = (alpha: number) => -Math.log(alpha)

const logLikelihood = (errors: number, total: number, rate: number) =>
  (errors === 0 ? 0 : errors * Math.log(rate)) +
  (total === errors ? 0 : (total - errors) * Math.log1p(-rate))

function logSum(terms: readonly number[]): number {
  const top = Math.max(...terms)
  if (top === Number.NEGATIVE_INFINITY) return top
  return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0))
}

/** Shares of the rate in question, and how much is put on each: none at all, an eighth, a quarter, a half of it. */
const below = [
  { share: 0, weight: 0.4 },
  { share: 1 / 8, weight: 0.2 },
  { share: 1 / 4, weight: 0.2 },
  { share: 1 / 2, weight: 0.2 },
]

/** Evidence that the rate is below `rate`, as a logarithm. */
function logEvidenceBelow(errors: number, total: number, rate: number): number {
  const terms = below.map(({ share, weight }) =>
    share === 0 && errors > 0
      ? Number.NEGATIVE_INFINITY
      : Math.log(weight) + logLikelihood(errors, total, share * rate),
  )
  return logSum(terms) - logLikelihood(errors, total, rate)
}

const steps = 8

/** Evidence that the rate is above `rate`: even weights on eight rates between it and 1, evenly in the logarithm. */
function logEvidenceAbove(errors: number, total: number, rate: number): number {
  const against = logLikelihood(errors, total, rate)
  const terms = Array.from({ length: steps }, (_, index) =>
    logLikelihood(errors, total, rate ** (1 - (index + 1) / (steps + 1))),
  )
  return logSum(terms) - Math.log(steps) - against
}

function assertCounts(errors: number, total: number): void {
  if (!Number.isInteger(errors) || !Number.isInteger(total) || errors < 0 || total < errors)
    throw new RangeError(`${errors} errors in ${total} reviews are no counts`)
}

/** Whether the reviews show the error rate to be at most `rate`, 0..1, however often they were looked at before. */
export function isShownBelow(errors: number, total: number, rate: number, alpha = 0.05): boolean {
  assertCounts(errors, total)
  if (total === 0 || rate <= 0) return false
  return rate >= 1 || logEvidenceBelow(errors, total, rate) >= logLimit(alpha)
}

/** Whether they show it to be above `rate`. An error is enough where none was promised. */
export function isShownAbove(errors: number, total: number, rate: number, alpha = 0.05): boolean {
  assertCounts(errors, total)
  if (errors === 0 || rate >= 1) return false
  return rate <= 0 || logEvidenceAbove(errors, total, rate) >= logLimit(alpha)
}

/** Where `holds` turns true, by bisection to 1e-7. */
function turningPoint(low: number, high: number, holds: (rate: number) => boolean): number {
  let [no, yes] = [low, high]
  while (Math.abs(yes - no) > 1e-7) {
    const middle = (no + yes) / 2
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}

/** Upper 95 % bound of the error rate, valid at every look; 1 without reviews. */
export function sequentialUpperBound(errors: number, total: number, alpha = 0.05): number {
  assertCounts(errors, total)
  if (total === 0 || total === errors) return 1
  return turningPoint(errors / total, 1, (rate) => isShownBelow(errors, total, rate, alpha))
}

/** The lower bound of the same kind; 0 without errors. */
export function sequentialLowerBound(errors: number, total: number, alpha = 0.05): number {
  assertCounts(errors, total)
  if (errors === 0) return 0
  return turningPoint(errors / total, 0, (rate) => isShownAbove(errors, total, rate, alpha))
}

/** Reviews that it takes to show a rate of at most `rate` when `errors` are among them; null when no number does. */
export function sequentialReviewsNeeded(errors: number, rate: number, alpha = 0.05): number | null {
  if (rate <= 0) return null
  const shown = (total: number) => isShownBelow(errors, total, rate, alpha)
  let high = errors + 1
  while (!shown(high)) high *= 2
  let low = errors
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (shown(middle)) high = middle
    else low = middle
  }
  return high
}
