import { decimalOf, sameDecimal } from '#lib/engines/validation/text/entities/decimals.ts'
import { isoDuration } from '#lib/engines/validation/text/entities/iso-values.ts'
import { numeralOf } from '#lib/engines/validation/text/entities/numerals.ts'
import { clockMayLast } from '#lib/engines/validation/text/entities/odd-figures.ts'
import {
  right,
  unproven,
  wrong,
  type EntityContext,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

type Plain = string | number
type Length = { seconds: number } | { months: number }

/** `1h30`, `1 h 30`, `2h05m`: seconds; null for anything else. */
function shortLength(text: string): number | null {
  const parts = /^(\d{1,3}) ?(?:h|hr|hrs) ?([0-5]?\d) ?(?:m|mins?)?$/i.exec(text)
  return parts === null ? null : Number(parts[1]) * 3_600 + Number(parts[2]) * 60
}

const partsOf = (text: string, language: string): Token[] => {
  const { and } = grammarOf(language)
  return tokenise(text, language).tokens.filter(({ kind, key }) => kind !== 'word' || !and.has(key))
}

/** Seconds or months of a value that is a duration and nothing else, in words or ISO 8601. */
function lengthOf(value: Plain, language: string): Length | null {
  if (typeof value !== 'string') return null
  const iso = isoDuration(value)
  if (iso !== null) return iso
  const parts = partsOf(value, language)
  let sum = 0
  for (const { readings, kind } of parts) {
    const [reading] = readings
    if (reading?.type === 'measure' && reading.dimension === 'months' && parts.length === 1)
      return { months: Number(reading.value) }
    if (reading?.type !== 'duration') {
      // Where the language reads a time of the day, it is not known to be a length.
      const seconds = kind === 'time' ? null : shortLength(value)
      return seconds === null ? null : { seconds }
    }
    sum += Number(reading.seconds)
  }
  return parts.length === 0 ? null : { seconds: sum }
}

/** Languages in which fifteen (or eight) days are said for two weeks (or one). */
const roundWeeks = new Set('fr es it pt ca de el'.split(' '))
const day = 86_400

/** `quinze jours` beside `deux semaines`: days in one text, weeks in the other. */
function saidInDays(expected: string, actual: string, language: string): boolean {
  if (!roundWeeks.has(primarySubtag(language))) return false
  const said = (text: string) => {
    const [only, more] = partsOf(text, language)
    return more === undefined ? only?.words?.join(' ') : undefined
  }
  const pair = [said(expected), said(actual)].sort().join('|')
  return pair === '15 day|2 week' || pair === '1 week|8 day'
}

/** Months against seconds: from 28 to 31 days for each month they may be the same. */
const monthsMayLast = (months: number, seconds: number) =>
  seconds >= months * 28 * day && seconds <= months * 31 * day

function compareLengths(a: Length, b: Length): EntityMatch {
  if ('seconds' in a && 'seconds' in b)
    return Math.abs(a.seconds - b.seconds) < 1e-6
      ? right('the same duration')
      : wrong('another duration')
  if ('months' in a && 'months' in b)
    return a.months === b.months ? right('the same duration') : wrong('another duration')
  const [months, seconds] =
    'months' in a && 'seconds' in b
      ? [a.months, b.seconds]
      : 'seconds' in a && 'months' in b
        ? [b.months, a.seconds]
        : [0, 0]
  return monthsMayLast(months, seconds)
    ? unproven('months and days cannot be compared exactly', 0.4)
    : wrong('another duration')
}

/** Looks like ISO 8601 and is not: `PT2W`, `P1H30M`. */
const oddIso = (value: Plain) =>
  typeof value === 'string' &&
  /^PT?(?=\d)[\dYMWDHST.,]+$/i.test(value) &&
  isoDuration(value) === null

/** A length against a bare figure or something that is written like a time of the day. */
function againstOther(seconds: number, other: Plain, language: string): EntityMatch | null {
  if (typeof other === 'string') {
    if (clockMayLast(other, seconds) || shortLength(other) === seconds)
      return unproven('a duration written like a time', 0.6)
  }
  const bare = numeralOf(other, language)
  const [first] = bare?.readings ?? []
  if (first === undefined) return null
  if (sameDecimal(first, decimalOf(seconds))) return right(`${seconds} s`)
  return Number(first) === seconds * 1_000 ? unproven(`${seconds} s in ms`, 0.8) : null
}

/**
 * Compares durations in words, short forms (`1h30`) or ISO 8601; a bare number may be seconds, or milliseconds, or the
 * figure without its unit. Null when neither value is a duration.
 */
export function compareDurations(
  expected: Plain,
  actual: Plain,
  { language }: EntityContext,
): EntityMatch | null {
  const [a, b] = [lengthOf(expected, language), lengthOf(actual, language)]
  if (oddIso(expected) || oddIso(actual)) {
    const both = (oddIso(expected) || a !== null) && (oddIso(actual) || b !== null)
    return both ? unproven('a duration that ISO 8601 does not allow', 0.4) : null
  }
  if (a !== null && b !== null) {
    const match = compareLengths(a, b)
    return match.match === 'wrong' && saidInDays(String(expected), String(actual), language)
      ? unproven('days that are often said for whole weeks', 0.6)
      : match
  }
  const length = a ?? b
  if (length === null || !('seconds' in length)) return null
  return againstOther(length.seconds, a === null ? expected : actual, language)
}
