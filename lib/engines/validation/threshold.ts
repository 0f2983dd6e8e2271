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
