import { add, compare, multiply, negate } from '#lib/engines/validation/text/decimal.ts'
import {
  fractionAt,
  numeralAt,
  type Numeral,
} from '#lib/engines/validation/text/tokens/numerals.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import {
  textAt,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import type { Decimal, TypedValue } from '#lib/engines/validation/text/tokens/types.ts'
import { units } from '#lib/engines/validation/text/units.ts'

type FoundUnit = { name: string; dimension: string; factor: string; end: number }

/** Letters that are units in capitals as well; `5 M` and `5G` are none. */
const capitalUnits = new Set(['l', 'w', 'v', 'a'])

/** The unit that begins at `at`: a word, a phrase, an abbreviation or a sign. */
export function unitAt(context: ReadingContext, at: number): FoundUnit | null {
  const found = readPhrase(context.tables.units, context.lexemes, at)
  if (found === null) return null
  const unit = units.get(found.value)
  const first = context.lexemes[at]
  if (unit === undefined || first === undefined) return null
  if (found.end === at + 1 && first.capital && first.text.length === 1)
    if (/^[a-z]$/.test(first.text) && !capitalUnits.has(first.text)) return null
  // `10 km2` of another kind, `5 m3`
  if (first.kind === 'word' && context.lexemes[found.end]?.kind === 'digits')
    if (
      context.lexemes[found.end]?.glued === true &&
      first.text.length > 1 &&
      /^[a-z]+$/.test(first.text)
    )
      if (unit.dimension === 'length') return null
  return { name: found.value, ...unit, end: found.end }
}

function typed(dimension: string, value: Decimal): TypedValue {
  return dimension === 'duration'
    ? { type: 'duration', seconds: value }
    : { type: 'measure', value, dimension }
}

const inch = '0.0254'

/** The two of `six foot two` at the end of a phrase or before `tall`. */
function isInches(context: ReadingContext, number: Numeral): boolean {
  const next = context.lexemes[number.end]
  const ends = next === undefined || /^[.,;!?]$/.test(next.text) || next.text === 'tall'
  return ends && !number.needsUnit && /^(?:[0-9]|1[01])$/.test(number.value)
}

/** `6'2"`, `5′ 11″`: feet and inches. */
export function feetAt(context: ReadingContext, at: number): Reading | null {
  const [feet, mark, inches, end, next, last] = context.lexemes.slice(at, at + 6)
  if (feet?.kind !== 'digits' || inches?.kind !== 'digits' || mark?.glued !== true) return null
  if (!/^['′]$/.test(mark.text) || !/^(?:[0-9]|1[01])$/.test(inches.text)) return null
  // ″ is two of ′ in the form that is compared
  const double = end?.text === '′' && next?.text === '′'
  const quote = end?.glued === true && (double || /^["”]$/.test(end.text))
  const low = inches.glued && Number(feet.text) <= 8 && Number(feet.text) >= 3
  const after = double ? last : quote ? next : end
  if ((!quote && !low) || (after?.glued === true && after.kind !== 'sign')) return null
  const value = add(multiply(feet.text, '0.3048'), multiply(inches.text, inch))
  return {
    end: double ? at + 5 : quote ? at + 4 : at + 3,
    readings: [typed('length', value)],
    words: [value, 'length'],
  }
}

/** The next smaller part of `1 hour 30 minutes`, `an hour and a half`, `5 feet 10 inches`. */
function partAt(
  context: ReadingContext,
  at: number,
  last: FoundUnit,
): { value: Decimal; unit: FoundUnit } | null {
  const { lexemes, tables } = context
  const comma = textAt(context, at) === ',' && last.dimension === 'duration' ? at + 1 : at
  const and = readPhrase(tables.and, lexemes, comma)
  const start = and?.end ?? comma
  const number = numeralAt(context, start)
  const unit = number === null ? null : unitAt(context, number.end)
  if (number !== null && unit !== null)
    return unit.dimension === last.dimension && compare(unit.factor, last.factor) < 0
      ? { value: multiply(number.value, unit.factor), unit }
      : null
  if (number !== null && and === null && last.name === 'foot' && isInches(context, number))
    return { value: multiply(number.value, inch), unit: { ...last, factor: '0', end: number.end } }
  if (and === null) return null
  const fraction = fractionAt(context, start)
  if (fraction === null) return null
  return {
    value: multiply(fraction.value, last.factor),
    unit: { ...last, factor: '0', end: fraction.end },
  }
}

/** A number with the unit behind it, and the smaller units behind that. */
export function measureAfter(
  context: ReadingContext,
  number: Numeral,
  negative: boolean,
): Reading | null {
  const { lexemes } = context
  const hyphen = lexemes[number.end]?.text === '-' && lexemes[number.end]?.glued === true
  const joined = hyphen && lexemes[number.end + 1]?.glued === true
  const first = unitAt(context, joined ? number.end + 1 : number.end)
  if (first === null) return null
  let total = multiply(number.value, first.factor)
  let last = first
  for (let part = partAt(context, first.end, last); part !== null;) {
    total = add(total, part.value)
    last = part.unit
    part = last.factor === '0' ? null : partAt(context, last.end, last)
  }
  const sign = (value: Decimal) => (negative ? negate(value) : value)
  return {
    end: last.end,
    readings: [typed(first.dimension, sign(total))],
    words:
      last === first
        ? [sign(number.value), first.name]
        : [sign(total), first.dimension === 'duration' ? 'second' : first.dimension],
  }
}

const isoDuration = /^pt?(?:[0-9]+(?:\.[0-9]+)?[ymwdhs]|t)+$/
const isoParts = /(t)|([0-9]+(?:\.[0-9]+)?)([ymwdhs])/g
const isoUnits: Readonly<Record<string, string>> = { w: '604800', d: '86400', h: '3600', s: '1' }

/** `PT1H30M`, `P3D`: ISO 8601; years and months have no length in seconds and are left. */
export function isoDurationAt(context: ReadingContext, at: number): Reading | null {
  const first = context.lexemes[at]
  if (first?.kind !== 'word' || !first.capital || !/^pt?$/.test(first.text)) return null
  let end = at + 1
  const most = at + 14
  while (
    end < most &&
    context.lexemes[end]?.glued === true &&
    /^[a-z0-9.]+$/.test(textAt(context, end))
  )
    end++
  const text = context.lexemes
    .slice(at, end)
    .map((lexeme) => lexeme.text)
    .join('')
  if (end === at + 1 || !isoDuration.test(text)) return null
  let seconds: Decimal = '0'
  let clock = false
  for (const [, t, count = '0', unit = ''] of text.matchAll(isoParts)) {
    if (t !== undefined) clock = true
    else {
      const factor = unit === 'm' && clock ? '60' : isoUnits[unit]
      if (factor === undefined) return null
      seconds = add(seconds, multiply(count, factor))
    }
  }
  return { end, readings: [{ type: 'duration', seconds }], words: [seconds, 'second'] }
}
