import type { Gap } from '#lib/engines/validation/text/entities/align.ts'
import { contrast } from '#lib/engines/validation/text/entities/contrasting-words.ts'
import { mayBeConverted } from '#lib/engines/validation/text/entities/converted-measures.ts'
import { mayBeCount } from '#lib/engines/validation/text/entities/count-words.ts'
import { figuresOf } from '#lib/engines/validation/text/entities/figures-of.ts'
import { knownAlike } from '#lib/engines/validation/text/entities/known-likeness.ts'
import {
  lettersAsDigits,
  lookAlike,
  sameDecade,
} from '#lib/engines/validation/text/entities/look-alikes.ts'
import { groupedOtherwise } from '#lib/engines/validation/text/entities/odd-notations.ts'
import { lowerCase } from '#lib/engines/validation/text/entities/plain-text.ts'
import { sameRank } from '#lib/engines/validation/text/entities/roman-numerals.ts'
import { isJoint } from '#lib/engines/validation/text/entities/text-moment.ts'
import { bothNameCurrency } from '#lib/engines/validation/text/entities/vague-words.ts'
import { bothSayWhich } from '#lib/engines/validation/text/entities/which-day.ts'
import { relateWords } from '#lib/engines/validation/text/entities/words-relation.ts'
import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

export type Sources = {
  expected: string
  actual: string
  language: string
  /** both name the same day of the week: `next Friday` and `this Friday` */
  weekday?: boolean
}
/** What a difference comes to; `none` when it says nothing. */
export type GapVerdict = 'none' | 'near' | 'extra' | 'other'

/** The tokens as written, with the point of a short form behind them. */
function spanOf(tokens: readonly Token[], source: string): string {
  const end = tokens.at(-1)?.end ?? 0
  return source.slice(tokens[0]?.start ?? 0, source[end] === '.' ? end + 1 : end)
}
const keysOf = (tokens: readonly Token[]) => tokens.map(({ key }) => key).join(' ')
const isWord = ({ kind }: Token) => kind === 'word'

/** Whether a word may be a part of a number that was not read as one. */
function mayCount(key: string, language: string): boolean {
  const { decimalWords, minus, fractions, scales, repeats } = grammarOf(language)
  return [decimalWords, minus, fractions, scales, repeats].some((words) => words?.has(key) === true)
}

/** Whether the words change what they stand beside: a negation, a condition, `about`, `more than`, `half`. */
export function qualifies(tokens: readonly Token[], language: string): boolean {
  const { negations, conditions, approximators } = grammarOf(language)
  if (tokens.some(({ kind, key }) => kind === 'word' && mayCount(key, language))) return true
  const text = ` ${keysOf(tokens)} `
  return [negations, conditions, approximators].some((phrases) =>
    phrases.some((phrase) => text.includes(` ${phrase} `)),
  )
}

/** Names begin with capitals where a script has them. */
const isNamed = (span: string) => /\p{Lu}|\p{Lo}/u.test(span)

const saysWhich = ({ expected, actual }: Gap, sources: Sources) =>
  bothSayWhich(spanOf(expected, sources.expected), spanOf(actual, sources.actual), sources.language)

function compareWords(gap: Gap, sources: Sources, alone: boolean): GapVerdict {
  const { language } = sources
  const [a, b] = [keysOf(gap.expected), keysOf(gap.actual)]
  const { functionWords } = grammarOf(language)
  const small = (tokens: readonly Token[]) => tokens.every(({ key }) => functionWords.has(key))
  if (contrast(a, b, language)) return 'other'
  if (sources.weekday === true && saysWhich(gap, sources)) return 'near'
  if (!alone && small(gap.expected) && small(gap.actual)) return 'near'
  const spans = [
    spanOf(gap.expected, sources.expected),
    spanOf(gap.actual, sources.actual),
  ] as const
  if (relateWords(a, b, spans, language) === 'near') return 'near'
  // Phrases that are no names may say one thing in other words: "lowest price", "cheapest fare".
  const phrases = gap.expected.length + gap.actual.length > 2
  if (alone && phrases && !spans.some((span) => isNamed(span))) return 'near'
  if (gap.expected.length === gap.actual.length) return pairwise(gap, sources) ? 'near' : 'other'
  return alone && !sharesWord(gap, sources) ? 'other' : 'near'
}

/** Whether every pair of words at one place is near: `Main St.` and `Maine Street`. */
const pairwise = (gap: Gap, sources: Sources) =>
  gap.expected.length > 1 &&
  gap.expected.every((a, index) => nearPair(a, gap.actual[index], sources))

function nearPair(a: Token, b: Token | undefined, sources: Sources): boolean {
  if (b === undefined) return false
  const spans = [spanOf([a], sources.expected), spanOf([b], sources.actual)] as const
  return relateWords(a.key, b.key, spans, sources.language) === 'near'
}

/** Whether any word of one side is near one of the other: names that are given in another length. */
const sharesWord = (gap: Gap, sources: Sources) =>
  gap.expected.some((a) => gap.actual.some((b) => nearPair(a, b, sources)))

/** Typed tokens of both sides in their order. */
function compareTyped(
  expected: readonly Token[],
  actual: readonly Token[],
  sources: Sources,
): GapVerdict {
  if (expected.length !== actual.length) return 'near'
  const relations = expected.map((a, index) => {
    const b = actual[index]
    if (b === undefined) return 'different'
    const relation = relate(a, b)
    if (relation === 'unclear' && a.kind === 'money' && b.kind === 'money')
      if (bothNameCurrency(spanOf([a], sources.expected), spanOf([b], sources.actual)))
        return 'different'
    return relation === 'different' && mayMeet(a, b) ? 'unclear' : relation
  })
  if (relations.includes('different')) return 'other'
  return relations.includes('unclear') ? 'near' : 'none'
}

/** "20" and "20 degrees": one figure, the unit given on one side only. "20 °C" and "68 °F": one temperature. */
function mayMeet(a: Token, b: Token): boolean {
  const heat = [celsius(a), celsius(b)]
  if (heat[0] != null && heat[1] != null && Math.abs(heat[0] - heat[1]) < 0.6)
    return a.readings[0]?.type === 'measure' && unitsDiffer(a, b)
  if (mayBeConverted(a, b)) return true
  // `a quarter` is a fraction, and 25 cents.
  const isCode = ({ kind, key }: Token) => kind === 'identifier' && !key.includes('/')
  if (a.kind === b.kind || isCode(a) || isCode(b)) return false
  const figures = figuresOf(b)
  return figuresOf(a).some((one) => figures.includes(one))
}

function unitsDiffer(a: Token, b: Token): boolean {
  const [x, y] = [a.readings[0], b.readings[0]]
  return x?.type === 'measure' && y?.type === 'measure' && x.dimension !== y.dimension
}

/** Degrees Celsius of a temperature; null for anything else. */
function celsius({ readings }: Token): number | null {
  const [reading] = readings
  if (reading?.type !== 'measure') return null
  const value = Number(reading.value)
  if (reading.dimension === 'celsius') return value
  if (reading.dimension === 'kelvin') return value - 273.15
  return reading.dimension === 'fahrenheit' ? ((value - 32) * 5) / 9 : null
}

/** A figure, date … against words. Words can name one in ways that no grammar lists. */
function typedAgainstWords(
  typed: readonly Token[],
  words: readonly Token[],
  sources: Sources,
  alone: boolean,
): GapVerdict {
  if (!alone || typed.some(({ kind }) => !/^(?:number|identifier)$/.test(kind))) return 'near'
  const counts = words.some(({ key }) => mayBeCount(key) || mayCount(key, sources.language))
  return counts || !readsNumbers(sources.language) ? 'near' : 'other'
}

/** Languages whose numbers in words are all read; others have counting words beside their numbers. */
const readable = new Set('en de fr es it pt nl sv da nb'.split(' '))
const readsNumbers = (language: string) =>
  readable.has(primarySubtag(language)) && grammarOf(language).digitWords.size > 0

/** What one difference between two texts comes to. `alone`: nothing else in them is the same. */
export function judgeGap(gap: Gap, sources: Sources, alone: boolean): GapVerdict {
  const { expected, actual } = gap
  const { language } = sources
  if (expected.length === 0 || actual.length === 0) return 'extra'
  const spans = [spanOf(expected, sources.expected), spanOf(actual, sources.actual)] as const
  const [x, y] = spans.map((span) => lowerCase(span, language))
  if (lookAlike(...spans) || lettersAsDigits(...spans) || groupedOtherwise(...spans)) return 'near'
  if (knownAlike(x ?? '', y ?? '', language)) return 'near'
  const ranks = alone ? null : sameRank(...spans)
  if (ranks !== null) return ranks ? 'none' : 'other'
  const decades = sameDecade(...spans, language)
  if (decades !== null) return decades === 'different' ? 'other' : 'near'
  const [typedA, typedB] = [expected, actual].map((side) => side.filter((one) => !isWord(one)))
  if (typedA === undefined || typedB === undefined) return 'near'
  if (typedA.length === 0 && typedB.length === 0) return compareWords(gap, sources, alone)
  const wordsOf = (side: readonly Token[]) =>
    side.filter((one) => isWord(one) && !isJoint(one.key, language))
  const [wordsA, wordsB] = [wordsOf(expected), wordsOf(actual)]
  if (typedA.length === 0) return typedAgainstWords(typedB, expected, sources, alone)
  if (typedB.length === 0) return typedAgainstWords(typedA, actual, sources, alone)
  const typed = compareTyped(typedA, typedB, sources)
  if (qualifies(wordsA, language) || qualifies(wordsB, language)) return 'near'
  if (typed === 'other') {
    // "half past seven" where clock times in words are not read, "5 below zero": the words may make up the difference.
    const kinds = (side: readonly Token[]) => side.map(({ kind }) => kind).join(' ')
    const oneSided = (wordsA.length === 0) !== (wordsB.length === 0)
    const words = wordsA.length + wordsB.length > 0
    return oneSided || (words && kinds(typedA) !== kinds(typedB)) ? 'near' : 'other'
  }
  if (wordsA.length === 0 && wordsB.length === 0) return typed
  if (wordsA.length === 0 || wordsB.length === 0) return 'near'
  const words = compareWords({ expected: wordsA, actual: wordsB }, sources, false)
  return words === 'other' ? 'other' : 'near'
}
