import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Readings = [TypedValue, ...TypedValue[]]

/** How dates are said in a language that names day, month and year in this order. */
export type NorthernDates = {
  cardinal: Reader<Cardinal>
  /** day in words: `dritten`, `tredje`; inflected forms included */
  ordinals: ReadonlyMap<string, number>
  /** `drie mei`: the day may be a cardinal */
  cardinalDays?: true
  /** `am dritten Fünften`: the month may be said as an ordinal after a preposition */
  ordinalMonths?: true
  /** after the day in digits: `3:e`, `3e` */
  dayEndings?: ReadonlySet<string>
  months: ReadonlyMap<string, number>
  /** months only beside a day: `jan` */
  shortMonths: ReadonlyMap<string, number>
  weekdays: ReadonlyMap<string, number>
  /** between weekday and day: `den` */
  links: ReadonlySet<string>
  /** before a date in digits that lacks the year: `am 3.5.` */
  before: ReadonlySet<string>
  /** months in front of the day: `toukokuun kolmas` */
  leadingMonths?: ReadonlyMap<string, number>
  /** a year said in two halves within one word: `tjugotjugofem` */
  yearWord?: (word: string) => number | null
  /** words after a number that make it an amount */
  amounts: (word: string) => boolean
}

type Part = { value: number; end: number }

const isGlued = (lexeme: Lexeme | undefined, text: string) =>
  lexeme !== undefined && lexeme.glued && lexeme.text === text

function dayAt(words: NorthernDates, lexemes: readonly Lexeme[], at: number): Part | null {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  if (lexeme.kind !== 'digits') {
    const ordinal = words.ordinals.get(lexeme.text)
    if (ordinal !== undefined) return { value: ordinal, end: at + 1 }
    const found = words.cardinalDays === true ? words.cardinal(lexemes, at) : null
    return found === null ? null : { value: Number(found.value), end: found.end }
  }
  if (!/^\d{1,2}$/.test(lexeme.text)) return null
  let end = at + 1
  if (isGlued(lexemes[end], '.')) end++
  else {
    const ending = isGlued(lexemes[end], ':') ? end + 1 : end
    const word = lexemes[ending]
    if (word?.glued === true && words.dayEndings?.has(word.text) === true) end = ending + 1
  }
  return { value: Number(lexeme.text), end }
}

function monthAt(words: NorthernDates, lexemes: readonly Lexeme[], at: number): Part | null {
  const text = lexemes[at]?.text ?? ''
  const month = words.months.get(text)
  if (month !== undefined) return { value: month, end: at + 1 }
  const short = words.shortMonths.get(text)
  if (short === undefined) return null
  return { value: short, end: isGlued(lexemes[at + 1], '.') ? at + 2 : at + 1 }
}

/** `Fünften` of `am dritten Fünften`, which is the third of May. */
function ordinalMonthAt(
  words: NorthernDates,
  lexemes: readonly Lexeme[],
  day: number,
  at: number,
): Part | null {
  const introduced = words.before.has(lexemes[day - 1]?.text ?? '')
  if (words.ordinalMonths !== true || !introduced || lexemes[day]?.kind !== 'word') return null
  const month = lexemes[at]
  const next = lexemes[at + 1]
  // `am ersten zweiten Advent`, `der dritten zweiten Reihe` count things
  const named =
    month?.capital === true ||
    (/^(?:am|vom|zum|bis|ab|seit)$/.test(lexemes[day - 1]?.text ?? '') &&
      !(next?.kind === 'word' && next.capital))
  const value = named ? words.ordinals.get(month?.text ?? '') : undefined
  return value === undefined || value > 12 ? null : { value, end: at + 1 }
}

function smallNumber(words: NorthernDates, lexemes: readonly Lexeme[], at: number): Part | null {
  const found = words.cardinal(lexemes, at)
  return found !== null && /^\d+$/.test(found.value)
    ? { value: Number(found.value), end: found.end }
    : null
}

/** `2025`, `zweitausendfünfundzwanzig`, `tjue tjuefem`. */
function yearAt(words: NorthernDates, lexemes: readonly Lexeme[], from: number): Part | null {
  const at = lexemes[from]?.text === ',' ? from + 1 : from
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  let year: Part | null
  if (lexeme.kind === 'digits') {
    const broken =
      lexemes[at + 1]?.kind === 'sign' && isGlued(lexemes[at + 1], lexemes[at + 1]?.text ?? '')
    if (broken && lexemes[at + 2]?.kind === 'digits' && lexemes[at + 2]?.glued === true) return null
    year = /^[12]\d{3}$/.test(lexeme.text) ? { value: Number(lexeme.text), end: at + 1 } : null
  } else {
    const joined = words.yearWord?.(lexeme.text) ?? null
    year = joined === null ? smallNumber(words, lexemes, at) : { value: joined, end: at + 1 }
    if (year !== null && year.value >= 18 && year.value <= 20) {
      const rest = smallNumber(words, lexemes, year.end)
      if (rest === null || rest.value < 10 || rest.value > 99) return null
      year = { value: year.value * 100 + rest.value, end: rest.end }
    }
  }
  if (year === null || year.value < 1000 || year.value > 2999) return null
  return words.amounts(lexemes[year.end]?.text ?? '') ? null : year
}

/** `3.5.2025`, `03.05.25`, and `3.5.` after a preposition. */
function numericAt(
  words: NorthernDates,
  lexemes: readonly Lexeme[],
  at: number,
  follows: boolean,
): { day: number; month: number; year: number | null; end: number } | null {
  const [day, first, month, second, year] = lexemes.slice(at, at + 5)
  if (day?.kind !== 'digits' || month?.kind !== 'digits' || !month.glued) return null
  if (day.text.length > 2 || month.text.length > 2 || Number(month.text) > 12) return null
  if (!isGlued(first, '.') || !isGlued(second, '.')) return null
  const date = { day: Number(day.text), month: Number(month.text) }
  if (date.day < 1 || date.day > 31 || date.month < 1) return null
  const joined = year?.kind === 'digits' && (year.glued || year.text.length === 4)
  if (joined && /^(?:\d\d|[12]\d{3})$/.test(year.text)) {
    if (
      isGlued(lexemes[at + 5], '.') &&
      lexemes[at + 6]?.kind === 'digits' &&
      lexemes[at + 6]?.glued
    )
      return null
    const value = Number(year.text)
    const full = year.text.length === 4 ? value : value + (value < 70 ? 2000 : 1900)
    return { ...date, year: full, end: at + 5 }
  }
  if (joined) return null
  const introduced = follows || words.before.has(lexemes[at - 1]?.text ?? '')
  return introduced ? { ...date, year: null, end: at + 4 } : null
}

function monthFirst(words: NorthernDates, lexemes: readonly Lexeme[], at: number) {
  const month = words.leadingMonths?.get(lexemes[at]?.text ?? '')
  const day = month === undefined ? null : dayAt(words, lexemes, at + 1)
  return month === undefined || day === null ? null : { day, month: { value: month, end: day.end } }
}

function dayFirst(words: NorthernDates, lexemes: readonly Lexeme[], at: number) {
  const day = dayAt(words, lexemes, at)
  const month =
    day === null
      ? null
      : (monthAt(words, lexemes, day.end) ?? ordinalMonthAt(words, lexemes, at, day.end))
  return day === null || month === null ? null : { day, month }
}

/**
 * Reader of dates with or without weekday and year, of a month with its year, and of a lone weekday. A lone month is
 * left to the tokeniser.
 */
export function northernDates(words: NorthernDates): Reader<{ readings: Readings }> {
  return (lexemes, at) => {
    const weekday = words.weekdays.get(lexemes[at]?.text ?? '') ?? null
    let start = weekday === null ? at : at + 1
    if (weekday !== null) {
      if (lexemes[start]?.text === ',') start++
      if (words.links.has(lexemes[start]?.text ?? '')) start++
    }
    const date = (year: number | null, month: number | null, day: number | null): Readings => [
      { type: 'date', year, month, day, weekday },
    ]
    const numeric = numericAt(words, lexemes, start, weekday !== null)
    if (numeric !== null)
      return { readings: date(numeric.year, numeric.month, numeric.day), end: numeric.end }
    const said = dayFirst(words, lexemes, start) ?? monthFirst(words, lexemes, start)
    if (said !== null && said.day.value >= 1 && said.day.value <= 31) {
      const year = yearAt(words, lexemes, said.month.end)
      return {
        readings: date(year?.value ?? null, said.month.value, said.day.value),
        end: year?.end ?? said.month.end,
      }
    }
    if (weekday !== null) return { readings: date(null, null, null), end: at + 1 }
    const month = words.months.get(lexemes[at]?.text ?? '')
    const year = month === undefined ? null : yearAt(words, lexemes, at + 1)
    if (month === undefined || year === null) return null
    return { readings: date(year.value, month, null), end: year.end }
  }
}
