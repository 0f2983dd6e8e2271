import type { ValidationPolicy } from './types.ts'

/** ln Γ(x) for x > 0 (Lanczos, g = 7, n = 9; relative error below 1e-13). */
function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
    12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ]
  let sum = 0.9999999999998099
  coefficients.forEach((coefficient, index) => {
    sum += coefficient / (x + index)
  })
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** Continued fraction of the incomplete beta function (modified Lentz; Numerical Recipes 6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  const bounded = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / bounded(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / bounded(1 + even * d)
    c = bounded(1 + even / c)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / bounded(1 + odd * d)
    c = bounded(1 + odd / c)
    result *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return result
}

/** Regularised incomplete beta function I_x(a, b), a and b > 0, x in 0..1. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  )
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, 1 - x)) / b
}

/** x with I_x(a, b) = p, by bisection to 1e-12. */
function inverseBeta(p: number, a: number, b: number): number {
  let low = 0
  let high = 1
  while (high - low > 1e-12) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function assertCounts(errors: number, total: number): void {
  if (!Number.isInteger(errors) || !Number.isInteger(total) || errors < 0 || total < errors)
    throw new RangeError(`${errors} errors in ${total} reviews are no counts`)
}

/**
 * One-sided Clopper–Pearson upper bound of an error rate after `errors` in `total` reviews; 1 without reviews.
 * `confidence` 0.95 means: at most one time in twenty the true rate is higher.
 */
export function errorUpperBound(errors: number, total: number, confidence = 0.95): number {
  assertCounts(errors, total)
  return total === errors ? 1 : inverseBeta(confidence, errors + 1, total - errors)
}

/** The lower bound of the same kind; 0 without errors. */
export function errorLowerBound(errors: number, total: number, confidence = 0.95): number {
  assertCounts(errors, total)
  return errors === 0 ? 0 : inverseBeta(1 - confidence, errors, total - errors + 1)
}

/** Reviews needed to promise `accuracy` (0.997) when `errors` are found among them. */
export function reviewsNeeded(errors: number, accuracy: number, confidence = 0.95): number {
  if (accuracy >= 1) return Infinity
  let high = errors + 1
  while (errorUpperBound(errors, high, confidence) > 1 - accuracy) high *= 2
  let low = errors
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (errorUpperBound(errors, middle, confidence) > 1 - accuracy) low = middle
    else high = middle
  }
  return high
}

/**
 * One reviewed decision. `audit`: drawn at random from the automatic decisions; `queue`: sent to a person because
 * it was doubtful, which all decisions below the threshold in force are.
 */
export type ReviewedSample = {
  verdict: 'passed' | 'failed'
  /** Earshot's confidence in its verdict, 0..1 */
  confidence: number
  /** the person came to the same verdict */
  agreed: boolean
  origin: 'audit' | 'queue'
}

export type DerivedThreshold = {
  /** confidence from which no person is needed; above 1 when every decision goes to a person */
  threshold: number
  /** `fixed`: not yet earned; `earned`: the promise holds; `suspended`: reviews contradict the promise */
  state: 'fixed' | 'earned' | 'suspended'
  reviews: number
  errors: number
  /** upper bound of the share of wrong automatic decisions at `threshold` */
  bound: number
  /** for people */
  text: string
}

/** Candidates below the fixed threshold, from the strictest: the walk stops at the first that fails. */
const step = 0.05
const lowest = 0.5
/** More than any confidence. */
const never = 1.01

const shown = (share: number) => `${(Math.ceil(share * 10_000 - 1e-9) / 100).toFixed(2)} %`

function tally(samples: readonly ReviewedSample[], from: number) {
  const taken = samples.filter(({ confidence }) => confidence >= from)
  const errors = taken.filter(({ agreed }) => !agreed).length
  return { reviews: taken.length, errors, bound: errorUpperBound(errors, taken.length) }
}

/** `with 420 reviews and 0 errors: ≤ 0.71 % wrong` */
function sentence({ reviews, errors, bound }: ReturnType<typeof tally>): string {
  const counted = `${reviews} review${reviews === 1 ? '' : 's'} and ${errors} error${errors === 1 ? '' : 's'}`
  return `with ${counted}: ≤ ${shown(bound)} wrong`
}

function derive(
  samples: readonly ReviewedSample[],
  accuracy: number,
  fixed: number,
): DerivedThreshold {
  const promise = 1 - accuracy
  // Above the fixed threshold only random audits count; below it everything was reviewed anyway.
  const usable = samples.filter(
    ({ confidence, origin }) => origin === 'audit' || confidence < fixed,
  )
  const at = tally(usable, fixed)
  if (at.bound > promise) {
    const broken = errorLowerBound(at.errors, at.reviews) > promise
    const needed = reviewsNeeded(at.errors, accuracy)
    return broken
      ? {
          threshold: never,
          state: 'suspended',
          ...at,
          text: `${sentence(at)}, above the promised ${shown(promise)}: every decision goes to a person`,
        }
      : {
          threshold: fixed,
          state: 'fixed',
          ...at,
          text: `${sentence(at)}; uncalibrated, the fixed threshold holds until ${Number.isFinite(needed) ? `${needed} reviews` : 'never: no count proves 100 %'}`,
        }
  }
  let best = { threshold: fixed, ...at }
  for (let cut = fixed - step; cut >= lowest - 1e-9; cut -= step) {
    const threshold = Math.round(cut * 100) / 100
    const found = tally(usable, threshold)
    if (found.bound > promise) break
    best = { threshold, ...found }
  }
  return {
    ...best,
    state: 'earned',
    text: `${sentence(best)}, within the promised ${shown(promise)}`,
  }
}

/**
 * Thresholds for automatic decisions from reviewed samples. A threshold is earned when the 95 % upper bound of
 * wrong decisions above it is within `1 − accuracy`; cuts are tried in a fixed order from the fixed threshold down
 * and the walk stops at the first failure, so that many tries do not weaken the promise. Until then the fixed
 * policy holds; when reviews prove the promise broken, people decide everything. Pass samples of one language and
 * target, and none from before a model change.
 */
export function deriveThresholds(
  samples: readonly ReviewedSample[],
  accuracy: number,
  fixed: Pick<ValidationPolicy, 'autoPassConfidence' | 'autoFailConfidence'>,
): { pass: DerivedThreshold; fail: DerivedThreshold } {
  const of = (verdict: 'passed' | 'failed') =>
    samples.filter((sample) => sample.verdict === verdict)
  return {
    pass: derive(of('passed'), accuracy, fixed.autoPassConfidence),
    fail: derive(of('failed'), accuracy, fixed.autoFailConfidence),
  }
}

/** The policy with what the reviews have earned. */
export function withThresholds(
  policy: ValidationPolicy,
  derived: ReturnType<typeof deriveThresholds>,
): ValidationPolicy {
  return {
    ...policy,
    autoPassConfidence: derived.pass.threshold,
    autoFailConfidence: derived.fail.threshold,
  }
}
