import { cardinal, ordinal } from '#lib/engines/validation/text/grammars/en-numbers.ts'
import { units } from '#lib/engines/validation/text/grammars/en-units.ts'
import { formsOf } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Lexemes = readonly Lexeme[]
type Found = { value: number; end: number } | null

export const months: ReadonlyMap<string, number> = formsOf([
  [1, 'january jan'],
  [2, 'february feb'],
  [3, 'march mar'],
  [4, 'april apr'],
  [5, 'may'],
  [6, 'june jun'],
  [7, 'july jul'],
  [8, 'august aug'],
  [9, 'september sep sept'],
  [10, 'october oct'],
  [11, 'november nov'],
  [12, 'december dec'],
])
/** Without `sat` and `sun`, which are words. */
export const weekdays: ReadonlyMap<string, number> = formsOf([
  [1, 'monday mon'],
  [2, 'tuesday tue tues'],
  [3, 'wednesday wed'],
  [4, 'thursday thu thur thurs'],
  [5, 'friday fri'],
  [6, 'saturday'],
  [7, 'sunday'],
])
const abbreviated = /^(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$/
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function monthAt(lexemes: Lexemes, at: number): Found {
  const lexeme = lexemes[at]
  const value = lexeme?.kind === 'word' ? months.get(lexeme.text) : undefined
  if (lexeme === undefined || value === undefined) return null
  const dot =
    abbreviated.test(lexeme.text) && lexemes[at + 1]?.text === '.' && lexemes[at + 1]?.glued
  return { value, end: dot === true ? at + 2 : at + 1 }
}

/** `3`, `3rd`, `third`, `the third`, `twenty sixth`; a cardinal in words only behind the month. */
function dayAt(lexemes: Lexemes, at: number, words: boolean): Found {
  const start = lexemes[at]?.text === 'the' ? at + 1 : at
  const lexeme = lexemes[start]
  if (lexeme === undefined) return null
  const named = lexeme.text === 'second' ? { value: '2', end: start + 1 } : ordinal(lexemes, start)
  const digits = lexeme.kind === 'digits' && lexeme.text.length <= 2
  const plain = digits ? { value: lexeme.text, end: start + 1 } : null
  const spoken = words && lexeme.kind === 'word' ? cardinal(lexemes, start) : null
  const found = named ?? plain ?? (spoken?.article === true ? null : spoken)
  if (found === null || (start > at && named === null)) return null
  const value = Number(found.value)
  const next = lexemes[found.end]
  if (next?.glued === true && (next.kind !== 'sign' || ':/%'.includes(next.text))) return null
  return value >= 1 && value <= 31 ? { value, end: found.end } : null
}

/** `2025`, `twenty twenty five`, `nineteen oh five`, `two thousand and one`. */
function yearAt(lexemes: Lexemes, at: number): Found {
  const comma = lexemes[at]?.text === ',' ? at + 1 : at
  const lexeme = lexemes[comma]
  if (lexeme === undefined) return null
  const year = (value: number, end: number): Found =>
    value >= 1000 && value <= 2199 ? { value, end } : null
  if (lexeme.kind === 'digits') {
    const next = lexemes[comma + 1]
    const free = next?.glued !== true || (next.kind === 'sign' && !':/%-'.includes(next.text))
    return lexeme.text.length === 4 && free ? year(Number(lexeme.text), comma + 1) : null
  }
  const first = lexeme.kind === 'word' ? cardinal(lexemes, comma) : null
  if (first === null) return null
  const century = Number(first.value)
  if (century >= 1000) return year(century, first.end)
  if (century < 17 || century > 21) return null
  const word = lexemes[first.end]?.text
  const zero = word === 'oh' || word === 'o' ? first.end + 1 : first.end
  const rest = cardinal(lexemes, zero)
  if (rest === null || rest.article === true || rest.value.length > 2) return null
  if (zero === first.end && rest.value.length < 2) return null
  return year(century * 100 + Number(rest.value), rest.end)
}

function date(
  year: Found,
  month: number,
  day: number | null,
  end: number,
): { readings: [TypedValue]; end: number } | null {
  if (day !== null && day > (longest[month - 1] ?? 0)) return null
  const value: TypedValue = { type: 'date', year: year?.value ?? null, month, day, weekday: null }
  return { readings: [value], end: year?.end ?? end }
}

/** `may` and `march` are verbs as well: behind a bare number they are a month only where no sentence goes on. */
function isMonth(lexemes: Lexemes, at: number, end: number): boolean {
  const lexeme = lexemes[at]
  if (lexeme === undefined || !/^(?:may|march)$/.test(lexeme.text)) return true
  const next = lexemes[end]
  if (lexeme.capital) return next === undefined || !units.has(next.text)
  return (
    next === undefined ||
    next.kind !== 'word' ||
    /^(?:at|in|on|for|and|or|to|until)$/.test(next.text)
  )
}

/** `May 3, 2025`, `3rd of May`, `july third twenty twenty`, `May 2025`. */
export function dateInWords(
  lexemes: Lexemes,
  at: number,
): { readings: [TypedValue]; end: number } | null {
  const month = monthAt(lexemes, at)
  if (month !== null) {
    const alone = yearAt(lexemes, month.end)
    if (alone !== null && lexemes[month.end]?.text !== ',')
      return date(alone, month.value, null, month.end)
    const day = dayAt(lexemes, month.end, true)
    if (day === null) return null
    const year = yearAt(lexemes, day.end)
    const sure = year !== null || day.end > month.end + 1 || isMonth(lexemes, at, day.end)
    return sure ? date(year, month.value, day.value, day.end) : null
  }
  const day = dayAt(lexemes, at, false)
  if (day === null) return null
  const of = lexemes[day.end]?.text === 'of'
  const hyphen = lexemes[day.end]?.text === '-' && lexemes[day.end + 1]?.glued === true
  const place = of || hyphen ? day.end + 1 : day.end
  const named = monthAt(lexemes, place)
  if (named === null) return null
  const dash = hyphen && lexemes[named.end]?.text === '-' ? named.end + 1 : named.end
  const year = yearAt(lexemes, dash)
  if (!of && year === null && !isMonth(lexemes, place, named.end)) return null
  return date(year, named.value, day.value, named.end)
}
