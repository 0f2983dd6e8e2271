import { contrastsOf, type Contrasts } from './contrasts.ts'
import { functionWordsOf } from './function-words.ts'
import { primarySubtag } from './language-rules.ts'
import { normalise } from './normalise.ts'
import { quantitiesIn, sameQuantity, type Quantity } from './quantities.ts'
import { wordLikeness } from './word-likeness.ts'

/** A contradiction between two texts, in words. */
export type Veto = { kind: 'number' | 'negation' | 'antonym' | 'name'; message: string }

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function show(quantity: Quantity): string {
  if (quantity.kind === 'time') return quantity.minutes.map(clock).join(' or ')
  if (quantity.kind === 'duration') return `${quantity.seconds} s`
  return quantity.kind === 'amount' ? `${quantity.raw} ${quantity.unit}` : String(quantity.raw)
}

const comparable = (a: Quantity, b: Quantity) =>
  a.kind === b.kind || a.kind === 'number' || b.kind === 'number'

/** A quantity that one text lacks while the other has a different one of the same kind in its place. */
function numberVetoes(
  expected: readonly string[],
  actual: readonly string[],
  language: string,
): Veto[] {
  const wanted = quantitiesIn(expected, language)
  if (wanted.length === 0) return []
  const spare = quantitiesIn(actual, language)
  const unmet = wanted.filter((quantity) => {
    const at = spare.findIndex((other) => sameQuantity(quantity, other))
    if (at >= 0) spare.splice(at, 1)
    return at < 0
  })
  const vetoes: Veto[] = []
  for (const quantity of unmet) {
    const rival = spare.find((other) => comparable(quantity, other))
    if (rival !== undefined)
      vetoes.push({
        kind: 'number',
        message: `expected ${show(quantity)}, the answer says ${show(rival)}`,
      })
  }
  return vetoes
}

/** Words that a negation governs: the next three, or the one before when it ends its sentence (German). */
function negatedWords(
  words: readonly string[],
  contrasts: Contrasts,
  functionWords: ReadonlySet<string>,
) {
  const negated = new Set<string>()
  words.forEach((word, index) => {
    if (!contrasts.negations.has(word)) return
    const after = words.slice(index + 1, index + 4)
    const scope = after.length === 0 ? words.slice(Math.max(0, index - 2), index) : after
    const content = scope.filter((other) => !functionWords.has(other))
    for (const other of content.length > 0 ? content : scope.slice(0, 1)) negated.add(other)
  })
  return negated
}

function negationVeto(
  a: readonly string[],
  b: readonly string[],
  contrasts: Contrasts,
  functionWords: ReadonlySet<string>,
): Veto[] {
  const inA = negatedWords(a, contrasts, functionWords)
  const inB = negatedWords(b, contrasts, functionWords)
  const conflict = (negated: Set<string>, plain: Set<string>, others: readonly string[]) => {
    for (const word of negated)
      if (
        !plain.has(word) &&
        others.some((other) => !plain.has(other) && wordLikeness(word, other) >= 0.85)
      )
        return word
    return null
  }
  const missing = conflict(inA, inB, b)
  if (missing !== null)
    return [{ kind: 'negation', message: `"${missing}" is negated in what is expected only` }]
  const added = conflict(inB, inA, a)
  return added === null
    ? []
    : [{ kind: 'negation', message: `"${added}" is negated in the answer only` }]
}

function antonymVeto(a: readonly string[], b: readonly string[], contrasts: Contrasts): Veto[] {
  if (contrasts.meanings.size === 0) return []
  const inB = new Set(b)
  const inA = new Set(a)
  for (const word of a) {
    if (inB.has(word)) continue
    for (const [group, meaning] of contrasts.meanings.get(word) ?? []) {
      let rival: string | null = null
      let shared = false
      for (const other of b)
        for (const [otherGroup, otherMeaning] of contrasts.meanings.get(other) ?? [])
          if (otherGroup === group) {
            if (otherMeaning === meaning) shared = true
            else if (!inA.has(other)) rival = other
          }
      if (rival !== null && !shared)
        return [{ kind: 'antonym', message: `expected "${word}", the answer says "${rival}"` }]
    }
  }
  return []
}

/** Capitalised words that do not begin a sentence: names, and in German any noun. */
function names(text: string): string[] {
  if (!/[^\0-@[-\x7f]/.test(text.slice(1))) return []
  return Array.from(
    text.matchAll(/(?<=[\p{L}\p{N}\p{M},;:'’)-]\s+)\p{Lu}[\p{L}\p{M}]{2,}/gu),
    ([name]) => name,
  )
}

/** German writes every noun with a capital: there another noun is another name only if nothing else differs. */
const capitalisesNouns = new Set(['de', 'lb'])

function nameVeto(
  expected: string,
  actual: string,
  a: readonly string[],
  b: readonly string[],
  language: string,
): Veto[] {
  const lacks = (words: readonly string[]) => (name: string) => {
    const lower = name.toLowerCase()
    return !words.some((word) => wordLikeness(word, lower) >= 0.6)
  }
  const lost = names(expected).find(lacks(b))
  if (lost === undefined) return []
  const rival = names(actual).find(lacks(a))
  if (rival === undefined) return []
  if (capitalisesNouns.has(primarySubtag(language))) {
    const differing = a.filter((word, index) => word !== b[index]).length
    if (a.length !== b.length || differing !== 1) return []
  }
  return [{ kind: 'name', message: `expected "${lost}", the answer says "${rival}"` }]
}

/**
 * Contradictions that likeness cannot see: another number, time, duration or amount; a negation on one side only;
 * words that exclude each other (`on`/`off`); another name. Heuristic, so a veto asks for a person in the end.
 */
export function vetoesBetween(expected: string, actual: string, language: string): Veto[] {
  const a = normalise(expected, language).words
  const b = normalise(actual, language).words
  const contrasts = contrastsOf(language)
  return [
    ...numberVetoes(a, b, language),
    ...negationVeto(a, b, contrasts, functionWordsOf(language)),
    ...antonymVeto(a, b, contrasts),
    ...nameVeto(expected, actual, a, b, language),
  ]
}
