import { phraseAt } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Numbers = Reader<{ value: string }>
type Phrases<T> = ReadonlyMap<string, T>

/** How a language says a date whose month is a word: day, month, year. */
export type DateWords = {
  /** days in words, in the order in which they are tried */
  days: readonly Numbers[]
  years: readonly Numbers[]
  months: Phrases<number>
  weekdays: Phrases<number>
  /** between day and month: `من`, `ב` */
  between?: Phrases<true>
  /** between month and year: `عام`, `ve` */
  beforeYear?: Phrases<true>
  /** after the year: `года`, `roku` */
  afterYear?: Phrases<true>
  /** ending of a day in digits: `3-го`, `3η` */
  daySuffixes?: ReadonlySet<string>
  /** `3.` is a day */
  dayDot?: true
  /** `मई 3` as well, where nothing follows that the number could count */
  monthFirst?: true
}

function readNumber(
  readers: readonly Numbers[],
  lexemes: readonly Lexeme[],
  at: number,
): { value: number; end: number } | null {
  for (const reader of readers) {
    const found = reader(lexemes, at)
    if (found !== null && /^\d+$/u.test(found.value))
      return { value: Number(found.value), end: found.end }
  }
  return null
}

function dayAt(
  words: DateWords,
  lexemes: readonly Lexeme[],
  at: number,
): { value: number; end: number } | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind !== 'digits') return readNumber(words.days, lexemes, at)
  if (!/^\d{1,2}$/u.test(lexeme.text)) return null
  let end = at + 1
  const next = lexemes[end]
  if (words.dayDot && next?.text === '.' && next.glued) end += 1
  else {
    const dash = next?.text === '-' || next?.text === "'" ? 1 : 0
    const suffix = lexemes[end + dash]
    if (suffix?.glued === true && words.daySuffixes?.has(suffix.text.replace(/^'/u, '')) === true)
      end += dash + 1
  }
  return { value: Number(lexeme.text), end }
}

function yearAt(
  words: DateWords,
  lexemes: readonly Lexeme[],
  from: number,
): { value: number; end: number } | null {
  let at = from
  if (lexemes[at]?.text === ',') at += 1
  if (words.beforeYear) at = phraseAt(lexemes, at, words.beforeYear)?.end ?? at
  const lexeme = lexemes[at]
  const year =
    lexeme?.kind === 'digits'
      ? { value: /^[12]\d{3}$/u.test(lexeme.text) ? Number(lexeme.text) : 0, end: at + 1 }
      : readNumber(words.years, lexemes, at)
  if (year === null || year.value < 1000 || year.value > 2999) return null
  const colon = lexemes[year.end]
  // `3 мая 2025:30` or `2025.5` is no year
  if (
    lexeme?.kind === 'digits' &&
    colon?.glued === true &&
    lexemes[year.end + 1]?.kind === 'digits'
  )
    if (lexemes[year.end + 1]?.glued === true) return null
  const after = words.afterYear && phraseAt(lexemes, year.end, words.afterYear)
  return after ? { value: year.value, end: after.end } : year
}

/** Reader of dates whose month is a word, with or without weekday and year. */
export function dateReader(words: DateWords): Reader<{ readings: [TypedValue, ...TypedValue[]] }> {
  return (lexemes, at) => {
    const weekday = phraseAt(lexemes, at, words.weekdays)
    let start = weekday?.end ?? at
    if (weekday && lexemes[start]?.text === ',') start += 1
    const date = (year: number | null, month: number | null, day: number | null): [TypedValue] => [
      { type: 'date', year, month, day, weekday: weekday?.value ?? null },
    ]
    const day = dayAt(words, lexemes, start)
    if (day !== null && day.value >= 1 && day.value <= 31) {
      const link = words.between && phraseAt(lexemes, day.end, words.between)
      const month = phraseAt(lexemes, link?.end ?? day.end, words.months)
      if (month !== null) {
        const year = yearAt(words, lexemes, month.end)
        return {
          readings: date(year?.value ?? null, month.value, day.value),
          end: year?.end ?? month.end,
        }
      }
    }
    if (weekday) return null
    const month = phraseAt(lexemes, at, words.months)
    const year = month && yearAt(words, lexemes, month.end)
    if (month && !year && words.monthFirst) {
      const digits = lexemes[month.end]
      const next = lexemes[month.end + 1]
      const after = yearAt(words, lexemes, month.end + 1)
      const free =
        next === undefined || (next.kind === 'sign' && lexemes[month.end + 2]?.glued !== true)
      const value = digits?.kind === 'digits' && digits.text.length < 3 ? Number(digits.text) : 0
      if (value >= 1 && value <= 31 && (free || after !== null))
        return {
          readings: date(after?.value ?? null, month.value, value),
          end: after?.end ?? month.end + 1,
        }
    }
    return month && year ? { readings: date(year.value, month.value, null), end: year.end } : null
  }
}
