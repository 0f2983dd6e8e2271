import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { normalise } from '#lib/engines/validation/text/normalise.ts'
import { textCache } from '#lib/engines/validation/text/text-cache.ts'
import { wordLikeness } from '#lib/engines/validation/text/word-likeness.ts'

export type Similarity = {
  /** 0..1, symmetric */
  score: number
  /** 0..1: how much of the expected text's content the answer holds, whatever else it says */
  coverage: number
  /** content words of the expected text without a counterpart */
  missing: string[]
}

type Prepared = {
  words: readonly string[]
  weights: number[]
  total: number
  grams: Map<number, number>
  known: ReadonlySet<string>
  norm: number
}

/** Words of each side that are compared; a reply of 400 words is three minutes long. */
const maxWords = 400
const cache = textCache<Prepared>(4_000)

/** Share of the alignment in the score; the rest is the character grams'. Chosen on STS-B's training part. */
const alignmentShare = 0.7
const functionWordWeight = 0.1

/** Stands in for inverse document frequency: function words weigh little, figures much, long words a bit more. */
function weigh(word: string, functionWords: ReadonlySet<string>): number {
  if (functionWords.has(word)) return functionWordWeight
  const code = word.charCodeAt(0)
  return code >= 48 && code <= 57 ? 2 : Math.min(1.4, 1 + 0.1 * word.length)
}

/** Adds a word's 3- and 4-grams, padded by a space, as hashes: substrings would cost five times as much. */
function addGrams(word: string, weight: number, grams: Map<number, number>): void {
  const last = word.length
  for (let at = -1; at + 2 <= last; at++) {
    let hash = 0
    for (let index = at; index < at + 4 && index <= last; index++) {
      const code = index < 0 || index === last ? 32 : word.charCodeAt(index)
      hash = Math.imul(hash ^ code, 0x01000193) ^ (code << 15)
      if (index >= at + 2) grams.set(hash, (grams.get(hash) ?? 0) + weight)
    }
  }
}

function prepare(text: string, language: string, grams: Map<number, number>): Prepared {
  const words = normalise(text, language).words.slice(0, maxWords)
  const { functionWords } = grammarOf(language)
  const weights = words.map((word) => weigh(word, functionWords))
  words.forEach((word, index) => addGrams(word, weights[index] ?? 0, grams))
  let squares = 0
  for (const count of grams.values()) squares += count * count
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return { words, known: new Set(words), weights, total, grams, norm: Math.sqrt(squares) }
}

/** Expected texts come again with every execution; answers are new, so theirs would only fill the cache. */
function prepareExpected(text: string, language: string): Prepared {
  return cache.get(text, language) ?? cache.set(text, language, prepare(text, language, new Map()))
}

/** Grams of the answer at hand, reused from call to call. */
const scratch = new Map<number, number>()

function prepareAnswer(text: string, language: string): Prepared {
  scratch.clear()
  return prepare(text, language, scratch)
}

/** Likeness of each word of either side to the most alike word of the other, where that is not the word itself. */
type Likenesses = { ofA: ReadonlyMap<string, number>; ofB: ReadonlyMap<string, number> }

function likenesses(a: Prepared, b: Prepared): Likenesses {
  const ofA = new Map<string, number>()
  const ofB = new Map<string, number>()
  for (const word of a.known) {
    const isOwn = b.known.has(word)
    for (const other of b.known) {
      if (isOwn && a.known.has(other)) continue
      const found = wordLikeness(word, other)
      if (found > (ofA.get(word) ?? 0)) ofA.set(word, found)
      if (found > (ofB.get(other) ?? 0)) ofB.set(other, found)
    }
  }
  return { ofA, ofB }
}

/** Weighted share of `from` that has a counterpart in `to`, and the content words without one. */
function aligned(
  from: Prepared,
  to: Prepared,
  likeness: ReadonlyMap<string, number>,
): { share: number; missing: string[] } {
  let found = 0
  const missing: string[] = []
  from.words.forEach((word, index) => {
    const weight = from.weights[index] ?? 0
    const isContent = weight > functionWordWeight
    const best = to.known.has(word) ? 1 : isContent ? (likeness.get(word) ?? 0) : 0
    found += weight * best
    if (best < 0.5 && isContent) missing.push(word)
  })
  return { share: from.total === 0 ? 0 : found / from.total, missing }
}

function cosine(a: Prepared, b: Prepared): number {
  if (a.norm === 0 || b.norm === 0) return 0
  const [small, large] = a.grams.size <= b.grams.size ? [a, b] : [b, a]
  let product = 0
  for (const [gram, count] of small.grams) product += count * (large.grams.get(gram) ?? 0)
  return product / (a.norm * b.norm)
}

/**
 * Likeness of two texts of one language (BCP-47) from spelling alone: a weighted word alignment mixed with the
 * cosine of weighted 3- and 4-grams of characters. Orders what people look at, and proves nothing: paraphrases without
 * common words score low, and a negation costs next to nothing.
 */
export function similarity(expected: string, actual: string, language: string): Similarity {
  const a = prepareExpected(expected, language)
  const b = prepareAnswer(actual, language)
  const { ofA, ofB } = likenesses(a, b)
  const forward = aligned(a, b, ofA)
  const backward = aligned(b, a, ofB)
  const alignment = (forward.share + backward.share) / 2
  return {
    score: Math.min(1, alignmentShare * alignment + (1 - alignmentShare) * cosine(a, b)),
    coverage: forward.share,
    missing: forward.missing,
  }
}
