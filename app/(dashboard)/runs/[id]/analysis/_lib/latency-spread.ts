import type { PercentilesView } from '#lib/insights/run/schema.ts'

/** One group of the chart: from its median to its 95th percentile, ms. */
export type LatencySpread = { label: string; from: number; to: number; n: number; tail: string }

/** What is drawn of a group; with fewer than 20 values the slowest stands for the 95th percentile. */
export function latencySpread(label: string, figures: PercentilesView): LatencySpread | null {
  const from = figures.p50 ?? figures.min
  const to = figures.p95 ?? figures.max
  if (from === null || to === null) return null
  return { label, from, to, n: figures.n, tail: figures.p95 === null ? 'slowest' : 'p95' }
}
