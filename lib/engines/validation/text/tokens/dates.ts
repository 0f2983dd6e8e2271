import type { LanguageTables } from '#lib/engines/validation/text/tokens/language-tables.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import {
  digitsAt,
  gapBefore,
  gluedDigits,
  gluedSign,
  textAt,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

export type DateValue = Extract<TypedValue, { type: 'date' }>
const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A date that the calendar has, or null. */
export function dateValue(
  year: number | null,
  month: number | null,
  day: number | null,
): DateValue | null {
  if (month !== null && (month < 1 || month > 12)) return null
  if (day !== null && (day < 1 || day > (month === null ? 31 : (days[month - 1] ?? 31))))
    return null
  if (year !== null && month === 2 && day === 29)
    if (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0)) return null
  return { type: 'date', year, month, day, weekday: null }
}

function words(tables: LanguageTables, date: DateValue): string[] {
  const { year, month, day, weekday } = date
  const name = (names: ReadonlyMap<number, string>, value: number | null) =>
    value === null ? [] : [names.get(value) ?? String(value)]
  return [
    ...name(tables.weekdayNames, weekday),
    ...name(tables.monthNames, month),
    ...(day === null ? [] : [String(day)]),
    ...(year === null ? [] : [String(year)]),
  ]
}

/** A reading of one or more dates, the likeliest first. */
function dateReading(context: ReadingContext, end: number, dates: readonly TypedValue[]): Reading {
  const first = dates.find((value): value is DateValue => value.type === 'date')
  return { end, readings: dates, words: first === undefined ? [] : words(context.tables, first) }
}

/** Three groups of digits with one mark between them: `2025-05-03`, `5/3/2025`, `3.5.2025`. */
function numericDate(context: ReadingContext, at: number): Reading | null {
  const mark = textAt(context, at + 1)
  if (!gluedSign(context, at + 1, '-./') || !gluedDigits(context, at + 2)) return null
  if (!gluedSign(context, at + 3, mark) || !gluedDigits(context, at + 4)) return null
  const end = at + 5
  // one more group is a version or a phone number
  if (gluedSign(context, end, '-./') && gluedDigits(context, end + 1)) return null
  const [a, b, c] = [at, at + 2, at + 4].map((index) => textAt(context, index))
  if (a === undefined || b === undefined || c === undefined) return null
  if (a.length === 4 && b.length <= 2 && c.length <= 2) {
    const date = dateValue(Number(a), Number(b), Number(c))
    return date === null ? null : dateReading(context, end, [date])
  }
  if (a.length > 2 || b.length > 2 || (c.length !== 4 && (c.length !== 2 || mark === '-')))
    return null
  if (c.length === 2 && mark === '.' && !context.tables.decimalComma) return null
  const year = c.length === 4 ? Number(c) : 2000 + Number(c)
  const dayFirst = dateValue(year, Number(b), Number(a))
  const fixed = mark === '.' || (context.tables.dayFirst && dayFirst !== null)
  const monthFirst = fixed ? null : dateValue(year, Number(a), Number(b))
  const order = context.tables.monthFirst ? [monthFirst, dayFirst] : [dayFirst, monthFirst]
  const dates = order.filter((date) => date !== null)
  const [one, other] = dates
  if (one === undefined) return null
  const same = other !== undefined && one.month === other.month && one.day === other.day
  return dateReading(context, end, same ? [one] : dates)
}

/** A day of a date in words: digits or an ordinal. */
function dayAt(context: ReadingContext, at: number): { day: number; end: number } | null {
  const digits = digitsAt(context, at, 1, 2)
  const ordinal = context.tables.grammar.ordinal?.(context.lexemes, at) ?? null
  if (ordinal !== null && Number(ordinal.value) <= 31)
    return { day: Number(ordinal.value), end: ordinal.end }
  return digits === null ? null : { day: Number(digits), end: at + 1 }
}

function yearAt(context: ReadingContext, at: number): { year: number; end: number } | null {
  const comma = textAt(context, at) === ',' ? at + 1 : at
  const digits = digitsAt(context, comma, 4, 4)
  if (digits === null || Number(digits) < 1000 || Number(digits) > 2199) return null
  const next = context.lexemes[comma + 1]
  if (next !== undefined && next.glued && next.kind !== 'sign') return null
  return { year: Number(digits), end: comma + 1 }
}

/** `May 3, 2025`, `3 May 2025`: what every language has, for grammars without a reader of dates. */
function namedDate(context: ReadingContext, at: number): Reading | null {
  const { lexemes, tables } = context
  const month = readPhrase(tables.months, lexemes, at)
  const day = dayAt(context, month?.end ?? at)
  if (day === null) return null
  const after = month === null ? readPhrase(tables.months, lexemes, day.end) : null
  const named = month ?? after
  if (named === null) return null
  const end = Math.max(named.end, day.end)
  const year = yearAt(context, end)
  const date = dateValue(year?.year ?? null, named.value, day.day)
  return date === null ? null : dateReading(context, year?.end ?? end, [date])
}

function plainDate(context: ReadingContext, at: number): Reading | null {
  const numeric = digitsAt(context, at, 1, 4) === null ? null : numericDate(context, at)
  if (numeric !== null) return numeric
  const spoken = context.tables.grammar.date?.(context.lexemes, at) ?? null
  if (spoken !== null) return dateReading(context, spoken.end, spoken.readings)
  return context.tables.grammar.date === undefined ? namedDate(context, at) : null
}

/** A date, with a weekday before it or alone. */
export function dateAt(context: ReadingContext, at: number): Reading | null {
  const date = plainDate(context, at)
  if (date !== null) return date
  const weekday = readPhrase(context.tables.weekdays, context.lexemes, at)
  if (weekday === null) return null
  const dot = gluedSign(context, weekday.end, '.') && gapBefore(context, weekday.end + 1) !== ''
  const next = textAt(context, weekday.end)
  const start = next === ',' || (dot && next === '.') ? weekday.end + 1 : weekday.end
  const rest = plainDate(context, start)
  const full = rest?.readings.every(
    (value) => value.type === 'date' && value.day !== null && value.weekday === null,
  )
  if (rest !== null && full)
    return dateReading(
      context,
      rest.end,
      rest.readings.map((value) => ({ ...value, weekday: weekday.value }) as TypedValue),
    )
  const lone: DateValue = {
    type: 'date',
    year: null,
    month: null,
    day: null,
    weekday: weekday.value,
  }
  return dateReading(context, weekday.end, [lone])
}
