/** What one rater said of one item; null where they did not rate it. */
export type Rating = number | null

/** How far apart two categories are: any difference, their ranks, or their distance. */
export type Scale = 'nominal' | 'ordinal' | 'interval'

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** `disagreement / expected` as a coefficient: 1 for perfect agreement, 0 for chance; null when chance cannot disagree. */
const coefficient = (observed: number, expected: number) =>
  expected === 0 ? null : 1 - observed / expected

/**
 * Cohen's kappa of two raters from their table: `table[i][j]` items that the first put into category i and the second
 * into j. `weights` are the categories' places on a scale: then a disagreement counts by its distance (linear weights);
 * without them any disagreement counts alike. Cohen, Psychological Bulletin 70 (1968) 213–220. Null when both used
 * one and the same category throughout, or nothing was rated.
 */
export function cohenKappa(
  table: readonly (readonly number[])[],
  weights?: readonly number[],
): number | null {
  const rows = table.map(total)
  const columns = table.map((_, column) => total(table.map((row) => row[column] ?? 0)))
  const all = total(rows)
  if (all === 0) return null
  const distance = (i: number, j: number) =>
    weights ? Math.abs((weights[i] ?? 0) - (weights[j] ?? 0)) : Number(i !== j)
  let observed = 0
  let expected = 0
  for (const [i, row] of table.entries())
    for (const [j, count] of row.entries()) {
      observed += distance(i, j) * count
      expected += (distance(i, j) * (rows[i] ?? 0) * (columns[j] ?? 0)) / all
    }
  return coefficient(observed, expected)
}

/**
 * Fleiss' kappa: `counts[item][category]` raters, as many for each item. Fleiss, Psychological Bulletin 76 (1971)
 * 378–382. Null without two raters, or when all used one category.
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number | null {
  const raters = total(counts[0] ?? [])
  if (raters < 2) return null
  if (counts.some((item) => total(item) !== raters))
    throw new RangeError('Each item must have the same number of ratings')
  const ratings = counts.length * raters
  const shares = (counts[0] ?? []).map(
    (_, category) => total(counts.map((item) => item[category] ?? 0)) / ratings,
  )
  const agreeing = counts.map(
    (item) => (total(item.map((n) => n * n)) - raters) / (raters * (raters - 1)),
  )
  const chance = total(shares.map((share) => share * share))
  return coefficient(1 - total(agreeing) / counts.length, 1 - chance)
}

/** Squared difference of two categories, by their values and how often each was used. */
function difference(scale: Scale, values: readonly number[], marginals: readonly number[]) {
  if (scale === 'nominal') return (i: number, j: number) => Number(i !== j)
  if (scale === 'interval')
    return (i: number, j: number) => ((values[i] ?? 0) - (values[j] ?? 0)) ** 2
  return (i: number, j: number) => {
    const [low, high] = i < j ? [i, j] : [j, i]
    const between = total(marginals.slice(low, high + 1))
    return (between - ((marginals[low] ?? 0) + (marginals[high] ?? 0)) / 2) ** 2
  }
}

/**
 * Krippendorff's alpha: `ratings[rater][item]`, null where a rater did not rate. Items with fewer than two ratings say
 * nothing. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011). Null when nothing could disagree.
 */
export function krippendorffAlpha(
  ratings: readonly (readonly Rating[])[],
  scale: Scale = 'nominal',
): number | null {
  const items = Math.max(0, ...ratings.map((row) => row.length))
  const values = [...new Set(ratings.flat().filter((value) => value !== null))].sort(
    (a, b) => a - b,
  )
  const place = new Map(values.map((value, index) => [value, index]))
  const pairs = values.map(() => values.map(() => 0))
  for (let item = 0; item < items; item++) {
    const rated = ratings.flatMap((row) => {
      const index = place.get(row[item] ?? Number.NaN)
      return index === undefined ? [] : [index]
    })
    for (const [a, first] of rated.entries())
      for (const [b, second] of rated.entries()) {
        const row = pairs[first]
        if (a !== b && row) row[second] = (row[second] ?? 0) + 1 / (rated.length - 1)
      }
  }
  const marginals = pairs.map(total)
  const all = total(marginals)
  const distance = difference(scale, values, marginals)
  let observed = 0
  let expected = 0
  for (const [i, row] of pairs.entries())
    for (const [j, count] of row.entries()) {
      observed += count * distance(i, j)
      expected += (marginals[i] ?? 0) * (marginals[j] ?? 0) * distance(i, j)
    }
  return expected === 0 ? null : 1 - ((all - 1) * observed) / expected
}
