type Interval = { low: number; high: number }

/** 97.5 % point of the normal distribution: intervals hold 95 %. */
const z = 1.959963984540054

/**
 * 95 % score interval of a share (Wilson 1927; method 3 of Newcombe, "Two-sided confidence intervals for the single
 * proportion", Statistics in Medicine 17 (1998) 857–872). Holds for small samples and at 0 and 1. All of 0..1 when
 * `total` is 0.
 */
export function wilson(successes: number, total: number): Interval {
  if (total === 0) return { low: 0, high: 1 }
  const share = successes / total
  const middle = 2 * successes + z * z
  const spread = z * Math.sqrt(z * z + 4 * successes * (1 - share))
  const scale = 2 * (total + z * z)
  return {
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
  }
}

/** Four outcomes of pairs: right on both sides, on the first alone, on the second alone, on none. */
type Pairs = { both: number; first: number; second: number; none: number }

/** Correlation of the two sides, with Newcombe's correction for continuity where it is positive. */
function correlation({ both, first, second, none }: Pairs): number {
  const product = (both + first) * (second + none) * (both + second) * (first + none)
  if (product === 0) return 0
  const cross = both * none - first * second
  const total = both + first + second + none
  const corrected = cross > 0 ? Math.max(cross - total / 2, 0) : cross
  return corrected / Math.sqrt(product)
}

/**
 * Difference of two shares measured on the same items (first minus second) with its 95 % interval: method 10 of
 * Newcombe, "Improved confidence intervals for the difference between binomial proportions based on paired data",
 * Statistics in Medicine 17 (1998) 2635–2650. Null without pairs.
 */
export function pairedDifference(pairs: Pairs): (Interval & { difference: number }) | null {
  const total = pairs.both + pairs.first + pairs.second + pairs.none
  if (total === 0) return null
  const [one, two] = [pairs.both + pairs.first, pairs.both + pairs.second]
  const [shareOne, shareTwo] = [one / total, two / total]
  const [ofOne, ofTwo] = [wilson(one, total), wilson(two, total)]
  const phi = correlation(pairs)
  const reach = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b))
  const difference = shareOne - shareTwo
  return {
    difference,
    low: difference - reach(shareOne - ofOne.low, ofTwo.high - shareTwo),
    high: difference + reach(ofOne.high - shareOne, shareTwo - ofTwo.low),
  }
}
