import {
  clockReadings,
  type DayPart,
} from '#lib/engines/validation/text/grammars/clock-readings.ts'
import { wordAt } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import {
  findPhrase,
  type PhraseTable,
} from '#lib/engines/validation/text/grammars/romance-phrases.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/** What a clock time may mean, the likeliest first. */
export type Readings = [TypedValue, ...TypedValue[]]

/** `p.m.`, `p. m.`, `pm`. */
export function meridiemAt(
  lexemes: readonly Lexeme[],
  at: number,
): { value: DayPart; end: number } | null {
  const word = wordAt(lexemes, at)
  if (word === 'am' || word === 'pm')
    return { value: word === 'am' ? 'morning' : 'afternoon', end: at + 1 }
  if (word !== 'a' && word !== 'p') return null
  const dot = lexemes[at + 1]?.text === '.' ? 1 : 0
  if (wordAt(lexemes, at + 1 + dot) !== 'm') return null
  // `a m` without dots is more likely a spelled code
  if (dot === 0) return null
  const last = at + 2 + dot
  const end = lexemes[last]?.text === '.' && lexemes[last]?.glued === true ? last + 1 : last
  return { value: word === 'a' ? 'morning' : 'afternoon', end }
}

/** A whole number up to `most` in digits or words. */
export function smallNumber(
  cardinal: Reader<Cardinal>,
  lexemes: readonly Lexeme[],
  at: number,
  most: number,
): { value: number; end: number; article: boolean; digits: boolean } | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind === 'digits') {
    const value = Number(lexeme.text)
    if (lexeme.text.length > 2 || value > most) return null
    return { value, end: at + 1, article: false, digits: true }
  }
  const found = lexeme?.kind === 'word' ? cardinal(lexemes, at) : null
  const value = Number(found?.value)
  if (found === null || !(value <= most)) return null
  return { value, end: found.end, article: found.article === true, digits: false }
}

/** Two digits that are minutes. */
export function minuteDigits(lexemes: readonly Lexeme[], at: number): number | null {
  const text = lexemes[at]?.kind === 'digits' ? (lexemes[at]?.text ?? '') : ''
  return /^[0-5]\d$/.test(text) ? Number(text) : null
}

/** Whether the digits at a place go on as a decimal, a third group or a range of figures. */
export function goesOn(lexemes: readonly Lexeme[], at: number): boolean {
  const sign = lexemes[at]
  const next = lexemes[at + 1]
  return sign?.kind === 'sign' && sign.glued && next?.kind === 'digits' && next.glued
}

/**
 * Readings of an hour and minutes that may be counted back from it. Twelve is noon unless a part of the day says
 * midnight, and written with a leading zero an hour is of the morning.
 */
export function timeReadings(
  hour: number,
  minute: number,
  part: DayPart | null,
  padded = false,
): Readings | null {
  if (part === null && hour === 12 && minute >= 0) return clockReadings(hour, minute, 'noon')
  if (part === null && padded && minute >= 0) return clockReadings(hour, minute, 'morning')
  // `las 12 de la mañana` is noon
  if (part === 'morning' && hour === 12 && minute === 0) return clockReadings(hour, minute, 'noon')
  if (minute >= 0) return clockReadings(hour, minute, part)
  return timeReadings(hour === 1 ? 12 : hour === 0 ? 23 : hour - 1, minute + 60, part)
}

/** Part of the day that stands before (`esta noche a las`) or after a time without belonging to it. */
export function partNear(
  lexemes: readonly Lexeme[],
  from: number,
  end: number,
  near: PhraseTable<DayPart>,
): DayPart | null {
  const after = findPhrase(lexemes, lexemes[end]?.text === ',' ? end + 1 : end, near)
  if (after !== null) return after.value
  for (let start = from - 2; start >= Math.max(0, from - 7); start -= 1) {
    const found = findPhrase(lexemes, start, near)
    if (found === null || found.end > from) continue
    // at most a comma and a preposition between the two
    return from - found.end <= 2 ? found.value : null
  }
  return null
}
