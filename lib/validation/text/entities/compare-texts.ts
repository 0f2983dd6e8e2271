import { grammarOf } from '../grammars/grammar-of.ts'
import { tokenise } from '../tokens/tokenise.ts'
import type { Token } from '../tokens/types.ts'
import { compareCodes, isMixed, looksLikeCode } from './codes.ts'
import { compareAddresses } from './addresses.ts'
import { compareMoments } from './compare-moments.ts'
import { compareTokens, singleToken } from './compare-tokens.ts'
import { decimalOf, sameDecimal } from './decimals.ts'
import { figuresOf } from './figures-of.ts'
import { isoDuration, isoMoment } from './iso-values.ts'
import { compareNumerals, numeralOf, type Numeral } from './numerals.ts'
import { lowerCase, plainText } from './plain-text.ts'
import { clockMayLast, figureMayBeDay, shortFigureMatch } from './odd-figures.ts'
import { momentOf } from './text-moment.ts'
import { right, unproven, wrong, type EntityContext, type EntityMatch } from './types.ts'

type Plain = string | number
/** One way to compare; null when the values are not of its kind. */
type Step = (expected: Plain, actual: Plain, context: EntityContext) => EntityMatch | null

const isText = (value: Plain): value is string => typeof value === 'string'

const bothTexts =
  (compare: (a: string, b: string, context: EntityContext) => EntityMatch | null): Step =>
  (a, b, context) =>
    isText(a) && isText(b) ? compare(a, b, context) : null

const equalTexts = bothTexts((a, b, { language }) => {
  if (a === b || lowerCase(a, language) === lowerCase(b, language)) return right('equal')
  if (a === '' || b === '') return wrong(a === '' ? 'a value where none was expected' : 'empty')
  return null
})

/** Seconds or months of a value that is a duration and nothing else, in words or ISO 8601. */
function lengthOf(value: Plain, language: string): { seconds: number } | { months: number } | null {
  if (!isText(value)) return null
  const iso = isoDuration(value)
  if (iso !== null) return iso
  const { tokens } = tokenise(value, language)
  const { and } = grammarOf(language)
  const parts = tokens.filter(({ kind, key }) => kind !== 'word' || !and.has(key))
  let sum = 0
  for (const { readings } of parts) {
    const [reading] = readings
    if (reading?.type === 'measure' && reading.dimension === 'months' && parts.length === 1)
      return { months: Number(reading.value) }
    if (reading?.type !== 'duration') return null
    sum += Number(reading.seconds)
  }
  return parts.length === 0 ? null : { seconds: sum }
}

/** Durations; a bare number may be seconds, or milliseconds, or the figure without its unit. */
const durations: Step = (expected, actual, { language }) => {
  const [a, b] = [lengthOf(expected, language), lengthOf(actual, language)]
  if (a !== null && b !== null) {
    if ('seconds' in a && 'seconds' in b)
      return Math.abs(a.seconds - b.seconds) < 1e-6
        ? right('the same duration')
        : wrong('another duration')
    if ('months' in a && 'months' in b)
      return a.months === b.months ? right('the same duration') : wrong('another duration')
    return unproven('months and days cannot be compared exactly', 0.4)
  }
  const length = a ?? b
  const other = a === null ? expected : actual
  if (length === null || !('seconds' in length)) return null
  if (isText(other) && clockMayLast(other, length.seconds))
    return unproven('a duration written like a time', 0.6)
  const bare = numeralOf(other, language)
  if (bare === null) return null
  const [first] = bare.readings
  if (first !== undefined && sameDecimal(first, decimalOf(length.seconds)))
    return right(`${length.seconds} s`)
  if (Number(first) === length.seconds * 1_000) return unproven(`${length.seconds} s in ms`, 0.8)
  return null
}

const clockText = /^0?(\d{1,2})[:.h](\d{2})$/

const moments = bothTexts((expected, actual, context) => {
  const { language } = context
  const clocks = [clockText.exec(expected), clockText.exec(actual)]
  if (
    clocks[0]?.[1] !== undefined &&
    clocks[0].slice(1).join(':') === clocks[1]?.slice(1).join(':')
  )
    return expected.includes(':') === actual.includes(':') ? right('the same time') : null
  const [a, b] = [momentOf(expected, language), momentOf(actual, language)]
  if (a !== null && b !== null) return compareMoments(a, b, context)
  const other = isoMoment(expected) !== null ? actual : expected
  if (other === expected && isoMoment(actual) === null) return null
  // What stands beside a date-time cannot be told from its parts: "next Monday", "in an hour".
  return /\d|\s/.test(other) || !isName(other, language)
    ? unproven('a date or time against words', 0.4)
    : wrong('no date or time')
})

const isName = (text: string, language: string) =>
  tokenise(text, language).tokens.every(({ kind }) => kind === 'word')

function figureAgainstToken(numeral: Numeral, token: Token): EntityMatch {
  const [figure = ''] = numeral.readings
  const [first, ...rest] = token.readings
  if (
    first?.type === 'identifier' ||
    (token.digits?.startsWith('0') === true && token.digits.length > 1)
  ) {
    const digits = first?.type === 'identifier' ? first.value : token.digits
    const written = numeral.written ?? figure
    if (digits === written) return right('the same digits')
    return figure === digits?.replace(/^0+(?=\d)/, '')
      ? unproven('the same digits but for zeros', 0.5)
      : wrong('other digits')
  }
  if (numeral.leadingZero) return wrong('another code: leading zeros count')
  if (first?.type === 'number' && sameDecimal(first.value, figure))
    return numeral.scientific
      ? unproven('the same number, or a code', 0.5)
      : right('the same number')
  const meet = [
    ...figuresOf(token),
    ...rest.flatMap((one) => (one.type === 'number' ? [one.value] : [])),
  ]
  return meet.some((one) => numeral.readings.includes(one))
    ? unproven('the same figure, but not of the same kind', 0.6)
    : wrong('another figure')
}

/** A figure against another one or against a value in words. */
const figures: Step = (expected, actual, context) => {
  const { language } = context
  const [a, b] = [numeralOf(expected, language), numeralOf(actual, language)]
  if (a !== null && b !== null) return compareNumerals(a, b, context)
  const short = shortFigureMatch(expected, actual)
  if (short !== null) return short
  const numeral = a ?? b
  const words = a === null ? expected : actual
  const moment = isText(words) && numeral !== null ? momentOf(words, language) : null
  if (moment !== null && figureMayBeDay(Number(numeral?.readings[0]), moment))
    return unproven('a figure that may stand for the day', 0.5)
  // 555-1234 is compared as text.
  if (numeral === null || !isText(words) || /^[\d\s\-./()+#*:]+$/.test(words)) return null
  const token = singleToken(words, language)
  if (token === null || token.kind === 'word') return null
  // "7A" and "7" are codes, and no number of anything.
  if (token.kind === 'identifier' && /\p{L}/u.test(token.key) && looksLikeCode(words)) return null
  return figureAgainstToken(numeral, token)
}

const codes = bothTexts((expected, actual, { language }) => {
  // "ba 12" beside "BA12", but not "not 5" beside "6".
  const loose =
    (!expected.includes(' ') || !actual.includes(' ')) &&
    /\p{L}/u.test(expected) &&
    /\p{L}/u.test(actual)
  const isCode = (text: string) => looksLikeCode(text, loose)
  // "C++" and "C".
  const isGrade = (text: string) => !/\d/.test(text) && isCode(text)
  const isShort = (text: string) => /^\p{L}{1,3}$/u.test(text)
  if ((isGrade(expected) && isShort(actual)) || (isShort(expected) && isGrade(actual)))
    return compareCodes(expected, actual)
  if (!isCode(expected) || !isCode(actual)) return null
  const typed = [expected, actual].map((text) => singleToken(text, language))
  if (
    typed.every((token) => token !== null && token.kind !== 'word' && token.kind !== 'identifier')
  )
    return isMixed(expected) !== isMixed(actual) && /^[\d\s\-./()+]+$/.test(expected + actual)
      ? compareCodes(expected, actual)
      : null
  return compareCodes(expected, actual)
})

const tokens: Step = (expected, actual, context) =>
  compareTokens(String(expected), String(actual), context)

const steps: readonly Step[] = [
  equalTexts,
  bothTexts(compareAddresses),
  durations,
  moments,
  figures,
  codes,
  tokens,
]

/** Compares two plain values as one typed value each; what stands beside the value must be equal too. */
export function compareTexts(expected: Plain, actual: Plain, context: EntityContext): EntityMatch {
  const [a, b] = [expected, actual].map((value) => (isText(value) ? plainText(value) : value))
  if (a === undefined || b === undefined) return wrong('missing')
  for (const step of steps) {
    const match = step(a, b, context)
    if (match === null) continue
    // Places are those of the plain text.
    if (a !== expected) delete match.marks
    return match
  }
  return unproven('not comparable')
}
