import { boundedCache } from '#lib/platform/bounded-cache.ts'

const known = boundedCache<Int32Array>(2_000)
const longestKept = 60

/** Letter pairs of a word, sorted. */
function pairsOf(word: string): Int32Array {
  const before = known.get(word)
  if (before !== undefined) return before
  const pairs = new Int32Array(word.length - 1)
  for (let at = 0; at < pairs.length; at++)
    pairs[at] = (word.charCodeAt(at) << 16) | word.charCodeAt(at + 1)
  pairs.sort()
  return word.length > longestKept ? pairs : known.set(word, pairs)
}

/** Share of equal letter pairs of two words, 0..1 (Dice). */
function pairsInCommon(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return 0
  const [one, other] = [pairsOf(a), pairsOf(b)]
  let common = 0
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    const [x = 0, y = 0] = [one[i], other[j]]
    if (x === y) common++
    if (x <= y) i++
    if (x >= y) j++
  }
  return (2 * common) / (a.length + b.length - 2)
}

const digit = /^\d/

/**
 * How alike two words are, 0..1, from spelling alone so that it holds in any language: 1 equal, about 0.9 for
 * two forms of one stem (`set`/`setting`, `Minute`/`Minuten`), less for near spellings, 0 below 0.5. Figures
 * are equal or different, never alike.
 */
export function wordLikeness(a: string, b: string): number {
  if (a === b) return 1
  if (a.charCodeAt(0) < 58 && (digit.test(a) || digit.test(b))) return 0
  const shorter = Math.min(a.length, b.length)
  const longer = Math.max(a.length, b.length)
  if (shorter < 3 || longer > 3 * shorter) return 0
  let prefix = 0
  while (prefix < shorter && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++
  if (prefix >= 3 && prefix >= shorter - 1 && longer - prefix <= 3) return 0.9
  if (prefix >= 4 && shorter - prefix <= 2 && longer - prefix <= 3) return 0.85
  if (prefix === 0 && longer - shorter > 2) return 0
  const dice = pairsInCommon(a, b)
  return dice < 0.5 ? 0 : dice * 0.9
}
