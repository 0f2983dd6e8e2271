const ratio = Math.log(1.05)

/** Enough for 10 minutes; longer ones fall into the last bin. */
export const binCount = Math.ceil(Math.log(600_000) / ratio) + 1

/** Bin of a latency in ms: each bin is 5 % wider than the one before, so a percentile read back is within 5 %. */
export function latencyBin(ms: number): number {
  return ms <= 1 ? 0 : Math.min(binCount - 1, Math.floor(Math.log(ms) / ratio))
}

/** Geometric middle of a bin, ms. */
function binMiddle(bin: number): number {
  return Math.exp((bin + 0.5) * ratio)
}

/** The `share` quantile (0..1) of a histogram of `latencyBin` counts, ms; null when it is empty. */
export function percentile(bins: readonly number[], share: number): number | null {
  const total = bins.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  for (const [bin, count] of bins.entries()) {
    seen += count
    if (seen >= share * total) return Math.round(binMiddle(bin))
  }
  return null
}
