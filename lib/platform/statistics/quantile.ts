/**
 * The `share` quantile (0..1) of sorted values by linear interpolation: type 7 of Hyndman and Fan, "Sample Quantiles
 * in Statistical Packages", The American Statistician 50 (1996), the one of R, NumPy and `percentile_cont`.
 * Exact: it sees every value. Null without values.
 */
export function quantile(sorted: Float64Array, share: number): number | null {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return null
  return below + (place - Math.floor(place)) * (above - below)
}

/** Quantiles told of a run, and the fewest values with which one value is expected beyond each: 1 / (1 − share). */
const quantiles = [
  { name: 'p50', share: 0.5, least: 2 },
  { name: 'p90', share: 0.9, least: 10 },
  { name: 'p95', share: 0.95, least: 20 },
  { name: 'p99', share: 0.99, least: 100 },
] as const

type Percentiles = {
  n: number
  /** ms; null when there are too few values to tell */
  p50: number | null
  p90: number | null
  p95: number | null
  p99: number | null
  min: number | null
  max: number | null
}

const tenths = (ms: number | null | undefined) =>
  ms === null || ms === undefined ? null : Math.round(ms * 10) / 10

/** Percentiles of times in ms, to 0.1 ms as they are stored; those that `values` are too few for are null. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort()
  const at = (index: number) => {
    const { share, least } = quantiles[index] ?? { share: 1, least: Number.POSITIVE_INFINITY }
    return sorted.length < least ? null : tenths(quantile(sorted, share))
  }
  return {
    n: sorted.length,
    ...{ p50: at(0), p90: at(1), p95: at(2), p99: at(3) },
    min: tenths(sorted[0]),
    max: tenths(sorted.at(-1)),
  }
}
