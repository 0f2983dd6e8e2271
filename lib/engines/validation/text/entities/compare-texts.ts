import { compareAddresses } from '#lib/engines/validation/text/entities/addresses.ts'
import {
  alikeSigns,
  compareCodes,
  isMixed,
  looksLikeCode,
} from '#lib/engines/validation/text/entities/codes.ts'
import { compareMoments } from '#lib/engines/validation/text/entities/compare-moments.ts'
import { compareTokens, singleToken } from '#lib/engines/validation/text/entities/compare-tokens.ts'
import {
  dayAndMonthSwapped,
  someDaySwapped,
} from '#lib/engines/validation/text/entities/day-order.ts'
import { compareDurations } from '#lib/engines/validation/text/entities/durations.ts'
import { figureAgainstToken } from '#lib/engines/validation/text/entities/figure-against-token.ts'
import { isoMoment } from '#lib/engines/validation/text/entities/iso-values.ts'
import { lookAlike, sameDecade } from '#lib/engines/validation/text/entities/look-alikes.ts'
import { saysNothing } from '#lib/engines/validation/text/entities/no-value.ts'
import { withNumberWord } from '#lib/engines/validation/text/entities/number-sign.ts'
import { compareNumerals, numeralOf } from '#lib/engines/validation/text/entities/numerals.ts'
import {
  figureMayBeDay,
  shortFigureMatch,
} from '#lib/engines/validation/text/entities/odd-figures.ts'
import { oddNotation } from '#lib/engines/validation/text/entities/odd-notations.ts'
import { lowerCase, plainText } from '#lib/engines/validation/text/entities/plain-text.ts'
import { compareGrades } from '#lib/engines/validation/text/entities/spoken-grades.ts'
import { momentOf } from '#lib/engines/validation/text/entities/text-moment.ts'
import {
  right,
  unproven,
  wrong,
  type EntityContext,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import {
  bitsAgainstBytes,
  unitCapitalsDiffer,
} from '#lib/engines/validation/text/entities/unit-capitals.ts'
import { doubtBetween } from '#lib/engines/validation/text/entities/vague-words.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

type Plain = string | number
/** One way to compare; null when the values are not of its kind. */
type Step = (expected: Plain, actual: Plain, context: EntityContext) => EntityMatch | null

const isText = (value: Plain): value is string => typeof value === 'string'

const bothTexts =
  (compare: (a: string, b: string, context: EntityContext) => EntityMatch | null): Step =>
  (a, b, context) =>
    isText(a) && isText(b) ? compare(a, b, context) : null

const equalTexts = bothTexts((a, b, { language }) => {
  if (a === b) return right('equal')
  if (unitCapitalsDiffer(a, b)) return unproven('a unit whose capitals count', 0.5)
  if (lowerCase(a, language) === lowerCase(b, language)) return right('equal')
  if (oddNotation(a, b)) return unproven('a notation that may mean the same', 0.5)
  if (saysNothing(a) && saysNothing(b)) return unproven('two words for no value', 0.7)
  if (a === '' || b === '') return wrong(a === '' ? 'a value where none was expected' : 'empty')
  return null
})

const clockText = /^0?(\d{1,2})[:.h](\d{2})$/

const moments = bothTexts((expected, actual, context) => {
  const { language } = context
  const swapped = dayAndMonthSwapped(expected, actual)
  if (swapped !== null)
    return swapped === 'same signs'
      ? wrong('day and month exchanged')
      : unproven('day and month in another order', 0.3)
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
  return figureAgainstToken(numeral, token, words)
}

const decades = bothTexts((expected, actual, { language }) => {
  const relation = sameDecade(expected, actual, language)
  if (relation === null) return null
  if (relation === 'same') return right('the same decade')
  return relation === 'different'
    ? wrong('another decade')
    : unproven('the decade of one century or of another', 0.7)
})

const codes = bothTexts((expected, actual, { language }) => {
  const grades = compareGrades(expected, actual, language)
  if (grades !== null) return grades
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
  if (lookAlike(expected, actual) && (isCode(expected) || isCode(actual)))
    return unproven(alikeSigns, 0.5)
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
  decades,
  compareDurations,
  moments,
  figures,
  codes,
  tokens,
]

/** The values as plain texts, `no. 5` in full where the other one says it so. */
function plainPair(expected: Plain, actual: Plain, { language }: EntityContext): [Plain, Plain] {
  const a = isText(expected) ? plainText(expected) : expected
  const b = isText(actual) ? plainText(actual) : actual
  if (!isText(a) || !isText(b)) return [a, b]
  return [withNumberWord(a, b, language), withNumberWord(b, a, language)]
}

/** `right`, unless a word of the values leaves open what they mean. */
function undoubted(a: Plain, b: Plain, match: EntityMatch, { language }: EntityContext) {
  if (isText(a) && isText(b) && someDaySwapped(a, b))
    return unproven('day and month exchanged', 0.2)
  if (isText(a) && isText(b) && bitsAgainstBytes(a, b)) return unproven('bits or bytes', 0.5)
  const doubt = isText(a) && isText(b) && a !== b ? doubtBetween(a, b, language) : null
  return doubt === null ? match : unproven(doubt, 0.8)
}

/** Compares two plain values as one typed value each; what stands beside the value must be equal too. */
export function compareTexts(expected: Plain, actual: Plain, context: EntityContext): EntityMatch {
  const [a, b] = plainPair(expected, actual, context)
  for (const step of steps) {
    const match = step(a, b, context)
    if (match === null) continue
    // Places are those of the plain text.
    if (a !== expected) delete match.marks
    return match.match === 'right' ? undoubted(a, b, match, context) : match
  }
  return unproven('not comparable')
}
