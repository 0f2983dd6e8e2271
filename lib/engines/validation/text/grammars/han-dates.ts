import { readHanNumber, type HanRules } from '#lib/engines/validation/text/grammars/han-numbers.ts'
import type { Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

export type HanDateWords = {
  rules: HanRules
  /** after the day: 日, 号 */
  days: ReadonlySet<string>
  /** after the month, so that it is a length (三月間) */
  notMonth: RegExp
  /** era -> the year before its first */
  eras: ReadonlyMap<string, number>
}

/** A whole number in figures or Han numerals; null for the first part of a decimal. */
export function readWhole(
  lexemes: readonly Lexeme[],
  at: number,
  rules: HanRules,
): { value: number; end: number; digits: number } | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind === 'digits') {
    const point = lexemes[at + 1]
    const next = lexemes[at + 2]
    if (/[.,]/.test(point?.text ?? '') && point?.glued === true && next?.kind === 'digits')
      return null
    return { value: Number(lexeme.text), end: at + 1, digits: lexeme.text.length }
  }
  const number = readHanNumber(lexemes, at, rules)
  return number && { value: Number(number.value), end: number.end, digits: number.value.length }
}

/** 三分之一 and 3分の1 as `1/3`. */
export function readFraction(
  lexemes: readonly Lexeme[],
  at: number,
  rules: HanRules,
  link: string,
): { value: string; end: number } | null {
  const below = readWhole(lexemes, at, rules)
  if (below === null || below.value < 2) return null
  const [first, second] = [lexemes[below.end]?.text, lexemes[below.end + 1]?.text]
  if (`${first ?? ''}${second ?? ''}` !== link) return null
  const above = readWhole(lexemes, below.end + 2, rules)
  return above && { value: `${above.value}/${below.value}`, end: above.end }
}

const between = (value: number, low: number, high: number) => value >= low && value <= high

/** Dates with 年, 月 and 日: 2025年5月3日, 五月三号, 令和7年, 5月. */
export function hanDate(words: HanDateWords): Reader<{ readings: [TypedValue, ...TypedValue[]] }> {
  return (lexemes, at) => {
    const year = readYear(words, lexemes, at)
    const month = readMonth(words, lexemes, year?.end ?? at)
    const day = month && readDay(words, lexemes, month.end)
    const end = day?.end ?? month?.end ?? year?.end
    if (end === undefined || (year?.short === true && month === null)) return null
    const date = {
      type: 'date',
      year: year?.value ?? null,
      month: month?.value ?? null,
      day: day?.value ?? null,
      weekday: null,
    } as const
    return { readings: [date], end }
  }
}

function readYear({ rules, eras }: HanDateWords, lexemes: readonly Lexeme[], at: number) {
  const name = `${lexemes[at]?.text ?? ''}${lexemes[at + 1]?.text ?? ''}`
  const era = eras.get(name)
  const from = era === undefined ? at : at + 2
  const first = era !== undefined && lexemes[from]?.text === '元'
  const number = first ? { value: 1, end: from + 1, digits: 1 } : readWhole(lexemes, from, rules)
  if (number === null || lexemes[number.end]?.text !== '年') return null
  const end = number.end + 1
  if (era !== undefined) return { value: era + number.value, end, short: false }
  if (number.digits === 4 && between(number.value, 1000, 2999))
    return { value: number.value, end, short: false }
  return number.digits === 2 ? { value: 2000 + number.value, end, short: true } : null
}

function readMonth({ rules, notMonth }: HanDateWords, lexemes: readonly Lexeme[], at: number) {
  const number = readWhole(lexemes, at, rules)
  if (number === null || lexemes[at]?.text === '两' || !between(number.value, 1, 12)) return null
  if (lexemes[number.end]?.text !== '月') return null
  const end = number.end + 1
  const after = `${lexemes[end]?.text ?? ''}${lexemes[end + 1]?.text ?? ''}`
  if (notMonth.test(after)) return null
  return { value: number.value, end: after.startsWith('份') ? end + 1 : end }
}

function readDay({ rules, days }: HanDateWords, lexemes: readonly Lexeme[], at: number) {
  const number = readWhole(lexemes, at, rules)
  if (number === null || !between(number.value, 1, 31)) return null
  return days.has(lexemes[number.end]?.text ?? '')
    ? { value: number.value, end: number.end + 1 }
    : null
}
