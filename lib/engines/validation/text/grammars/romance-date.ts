import { wordAt } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Part = { value: number; end: number }
type Readings = [TypedValue, ...TypedValue[]]

/** How a Romance language says a date. */
export type DateWords = {
  cardinal: Reader<Cardinal>
  months: ReadonlyMap<string, number>
  weekdays: ReadonlyMap<string, number>
  /** `premier`, `primero` */
  first: ReadonlySet<string>
  /** after the digit 1: `er`, `o` */
  firstSuffixes: ReadonlySet<string>
  /** `de`, `del`, `d'` */
  of: ReadonlySet<string>
  /** between weekday and day: `le`, `el`, and before a day: `día` */
  articles: ReadonlySet<string>
  dayWords: ReadonlySet<string>
  /** before a date in two figures (`le 3/5`) */
  before: ReadonlySet<string>
  /** `mayo 3` is said too */
  monthFirst?: true
}

function skipWord(lexemes: readonly Lexeme[], at: number, words: ReadonlySet<string>): number {
  return words.has(wordAt(lexemes, at)) ? at + 1 : at
}

function monthAt(words: DateWords, lexemes: readonly Lexeme[], at: number): Part | null {
  const from = skipWord(lexemes, at, words.of)
  const text = wordAt(lexemes, from)
  const month = words.months.get(text)
  if (month === undefined) return null
  const dot = lexemes[from + 1]
  // `3 sept. 2025`
  const short =
    text.length <= 5 && dot?.text === '.' && dot.glued && lexemes[from + 2] !== undefined
  return { value: month, end: short && lexemes[from + 2]?.kind === 'digits' ? from + 2 : from + 1 }
}

function suffixEnd(words: DateWords, lexemes: readonly Lexeme[], at: number): number {
  const dot = lexemes[at]?.text === '.' && lexemes[at]?.glued === true ? 1 : 0
  const suffix = lexemes[at + dot]
  const known = suffix?.glued === true && words.firstSuffixes.has(suffix.text)
  return known ? at + dot + 1 : at
}

function dayAt(words: DateWords, lexemes: readonly Lexeme[], at: number): Part | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind === 'digits') {
    const previous = lexemes[at - 1]
    if (lexeme.glued && previous?.kind === 'sign' && previous.glued) return null
    const value = Number(lexeme.text)
    if (lexeme.text.length > 2 || value < 1 || value > 31) return null
    return { value, end: value === 1 ? suffixEnd(words, lexemes, at + 1) : at + 1 }
  }
  if (words.first.has(lexeme?.text ?? '')) return { value: 1, end: at + 1 }
  const found = words.cardinal(lexemes, at)
  const value = Number(found?.value)
  return found !== null && value >= 1 && value <= 31 ? { value, end: found.end } : null
}

function yearAt(words: DateWords, lexemes: readonly Lexeme[], from: number): Part | null {
  const comma = lexemes[from]?.text === ',' ? from + 1 : from
  const at = skipWord(lexemes, comma, words.of)
  const lexeme = lexemes[at]
  if (lexeme?.kind === 'digits') {
    const next = lexemes[at + 1]
    const goesOn = next?.kind === 'sign' && next.glued && lexemes[at + 2]?.glued === true
    if (!/^[12]\d{3}$/.test(lexeme.text) || (goesOn && lexemes[at + 2]?.kind === 'digits'))
      return null
    return { value: Number(lexeme.text), end: at + 1 }
  }
  const found = words.cardinal(lexemes, at)
  const value = Number(found?.value)
  return found !== null && value >= 1000 && value <= 2999 ? { value, end: found.end } : null
}

/** `le 3/5`, `03/05`: the day is first; three figures are the core's. */
function writtenDate(words: DateWords, lexemes: readonly Lexeme[], at: number) {
  const [day, slash, month, next] = lexemes.slice(at, at + 4)
  if (day?.kind !== 'digits' || month?.kind !== 'digits' || slash?.text !== '/') return null
  if (!slash.glued || !month.glued || day.text.length > 2 || month.text.length > 2) return null
  const [d, m] = [Number(day.text), Number(month.text)]
  if (d < 1 || d > 31 || m < 1 || m > 12) return null
  const introduced = words.before.has(wordAt(lexemes, at - 1))
  const padded = day.text.length === 2 && month.text.startsWith('0')
  const goesOn = next?.text === '/' && next.glued
  if (goesOn || !(introduced || padded)) return null
  return { year: null, month: m, day: d, end: at + 3 }
}

function dateAt(words: DateWords, lexemes: readonly Lexeme[], at: number) {
  const written = writtenDate(words, lexemes, at)
  if (written !== null) return written
  const from = skipWord(lexemes, at, words.dayWords)
  const day = dayAt(words, lexemes, from)
  const month = day === null ? null : monthAt(words, lexemes, day.end)
  if (day !== null && month !== null) {
    const year = yearAt(words, lexemes, month.end)
    return {
      year: year?.value ?? null,
      month: month.value,
      day: day.value,
      end: year?.end ?? month.end,
    }
  }
  const name = words.months.get(wordAt(lexemes, at))
  if (name === undefined) return null
  const year = yearAt(words, lexemes, at + 1)
  if (year !== null) return { year: year.value, month: name, day: null, end: year.end }
  const digits = lexemes[at + 1]
  if (!words.monthFirst || digits?.kind !== 'digits' || lexemes[at + 2]?.text === ':') return null
  const after = dayAt(words, lexemes, at + 1)
  if (after === null) return null
  const late = yearAt(words, lexemes, after.end)
  return {
    year: late?.value ?? null,
    month: name,
    day: after.value,
    end: late?.end ?? after.end,
  }
}

/** Reader of dates with a month or three figures, with or without weekday and year. */
export function romanceDate(words: DateWords): Reader<{ readings: Readings }> {
  return (lexemes, at) => {
    const weekday = words.weekdays.get(wordAt(lexemes, at))
    let start = at
    if (weekday !== undefined) {
      start = lexemes[at + 1]?.text === ',' ? at + 2 : at + 1
      start = skipWord(lexemes, start, words.articles)
    }
    const date = dateAt(words, lexemes, start)
    if (date === null) return null
    const { end, ...rest } = date
    return { readings: [{ type: 'date', ...rest, weekday: weekday ?? null }], end }
  }
}
