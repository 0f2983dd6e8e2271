const logs = [0]

/** ln n!, from a table that grows. */
function logFactorial(n: number): number {
  for (let next = logs.length; next <= n; next++) logs.push((logs[next - 1] ?? 0) + Math.log(next))
  return logs[n] ?? 0
}

const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/** Room for rounding when two probabilities are compared, as R's `fisher.test` has it. */
const slack = 1 + 1e-7

/**
 * Two-sided exact test of Fisher for `passed` and `failed` in a slice against the rest: the probability, at the same
 * totals, of all tables as improbable as this one or more (Fisher 1935; the sum of R's `fisher.test`).
 */
export function fisherExact(
  slice: { passed: number; failed: number },
  rest: { passed: number; failed: number },
): number {
  const size = slice.passed + slice.failed
  const passed = slice.passed + rest.passed
  const total = size + rest.passed + rest.failed
  const all = logChoose(total, size)
  const probability = (k: number) =>
    Math.exp(logChoose(passed, k) + logChoose(total - passed, size - k) - all)
  const observed = probability(slice.passed) * slack
  let sum = 0
  for (let k = Math.max(0, size + passed - total); k <= Math.min(size, passed); k++) {
    const one = probability(k)
    if (one <= observed) sum += one
  }
  return Math.min(1, sum)
}

/**
 * Two-sided exact test of McNemar for paired sides: whether items right on one side alone are as many one way as
 * the other (binomial with ½ over the discordant pairs; McNemar 1947, exact form of Mosteller 1952).
 */
export function mcnemarExact(first: number, second: number): number {
  const discordant = first + second
  let tail = 0
  for (let k = 0; k <= Math.min(first, second); k++)
    tail += Math.exp(logChoose(discordant, k) - discordant * Math.LN2)
  return Math.min(1, 2 * tail)
}

/**
 * P-values corrected for the number of tests: rejecting those at or below q keeps the expected share of false
 * findings at q (Benjamini and Hochberg, J. R. Statist. Soc. B 57 (1995) 289–300; R's `p.adjust(method = "BH")`).
 * In the order of `values`.
 */
export function benjaminiHochberg(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value)
  const adjusted = new Array<number>(values.length)
  let least = 1
  order.forEach(({ value, index }, place) => {
    least = Math.min(least, (value * values.length) / (values.length - place))
    adjusted[index] = least
  })
  return adjusted
}
