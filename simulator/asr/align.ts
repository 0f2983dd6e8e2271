import { dimensions } from '#simulator/asr/cepstra.ts'

/** Share of the longer side by which the path may leave the diagonal. */
const bandShare = 0.25

const rows = { previous: new Float64Array(0), current: new Float64Array(0) }

/** Euclidean distance of two frames. */
export function frameDistance(a: Float32Array, i: number, b: Float32Array, j: number): number {
  let sum = 0
  for (let k = 0, p = i * dimensions, q = j * dimensions; k < dimensions; k++, p++, q++) {
    const difference = (a[p] ?? 0) - (b[q] ?? 0)
    sum += difference * difference
  }
  return Math.sqrt(sum)
}

/**
 * Mean distance of two utterances along their best alignment (dynamic time warping, diagonal steps
 * counted twice, Sakoe-Chiba band of 25 %). Infinity when it cannot be below `limit`.
 */
export function alignedDistance(a: Float32Array, b: Float32Array, limit: number): number {
  const [n, m] = [a.length / dimensions, b.length / dimensions]
  const reach = Math.max(2, Math.ceil(bandShare * Math.max(n, m)))
  if (rows.previous.length <= m) {
    rows.previous = new Float64Array(2 * m + 2)
    rows.current = new Float64Array(2 * m + 2)
  }
  let { previous, current } = rows
  const bound = limit * (n + m)
  previous.fill(Infinity, 0, m + 1)
  previous[0] = 0
  for (let i = 1; i <= n; i++) {
    const centre = (i * m) / n
    const from = Math.max(1, Math.floor(centre - reach))
    const to = Math.min(m, Math.ceil(centre + reach))
    current.fill(Infinity, 0, m + 1)
    let least = Infinity
    for (let j = from; j <= to; j++) {
      const distance = frameDistance(a, i - 1, b, j - 1)
      const diagonal = (previous[j - 1] ?? Infinity) + 2 * distance
      const down = (previous[j] ?? Infinity) + distance
      const right = (current[j - 1] ?? Infinity) + distance
      const best = diagonal < down ? Math.min(diagonal, right) : Math.min(down, right)
      current[j] = best
      if (best < least) least = best
    }
    if (least > bound) return Infinity
    ;[previous, current] = [current, previous]
  }
  rows.previous = previous
  rows.current = current
  return (previous[m] ?? Infinity) / (n + m)
}
