import { quantile } from '#lib/platform/statistics/quantile.ts'
import { createRandom } from '#lib/platform/statistics/random.ts'

/**
 * 95 % percentile interval of a statistic by drawing whole items again with replacement (Efron, Annals of Statistics 7
 * (1979) 1–26). Draws for which the statistic is null (nothing could disagree) are left out; null when fewer than half are
 * left, since such an interval would be of the lucky draws only. The same `seed` gives the same interval.
 */
export function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (drawn: readonly T[]) => number | null,
  { draws = 1_000, seed = 1 }: { draws?: number; seed?: number } = {},
): { low: number; high: number } | null {
  if (items.length < 2) return null
  const random = createRandom(seed, 'bootstrap')
  const found: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const drawn = items.map((item) => items[Math.floor(random.uniform() * items.length)] ?? item)
    const value = statistic(drawn)
    if (value !== null) found.push(value)
  }
  if (found.length < draws / 2) return null
  const sorted = Float64Array.from(found).sort()
  return { low: quantile(sorted, 0.025) ?? 0, high: quantile(sorted, 0.975) ?? 0 }
}
