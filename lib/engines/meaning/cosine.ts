/**
 * Cosine of two vectors, -1..1. Throws for vectors of other lengths, without direction, or with parts that are no numbers:
 * such an answer must not look like a score.
 */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0)
    throw new RangeError(`vectors of ${a.length} and ${b.length} parts cannot be compared`)
  let [product, normA, normB] = [0, 0, 0]
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] ?? Number.NaN, b[index] ?? Number.NaN]
    product += x * y
    normA += x * x
    normB += y * y
  }
  const norm = Math.sqrt(normA) * Math.sqrt(normB)
  if (!Number.isFinite(norm) || norm === 0)
    throw new RangeError('a vector has no direction, or parts that are no numbers')
  return Math.max(-1, Math.min(1, product / norm))
}
