import type { HalfHourClock } from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import { phraseAt } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/**
 * A clock time as it is said, before the half of the day is known. `explicit`: the hour itself tells the half; `sure`: no
 * other word is needed to see that it is a time; `bareHour`: an hour and its word without minutes.
 */
export type SaidTime = {
  minutes: number
  explicit: boolean
  end: number
  sure: boolean
  bareHour?: true
  /** hour and minutes of a twelve without more are past noon: midnight is `0:30` or `12 Uhr nachts` */
  noon?: true
}

function wholeNumber(
  lexemes: readonly Lexeme[],
  at: number,
  clock: HalfHourClock,
  own: ReadonlyMap<string, number> | undefined,
): { value: number; end: number; digits: boolean; glued: boolean } | null {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  const glued = lexeme.glued
  if (lexeme.kind === 'digits')
    return lexeme.text.length <= 2
      ? { value: Number(lexeme.text), end: at + 1, digits: true, glued }
      : null
  const special = own?.get(lexeme.text)
  if (special !== undefined) return { value: special, end: at + 1, digits: false, glued }
  const found = clock.cardinal(lexemes, at)
  if (found === null || !/^\d{1,2}$/.test(found.value)) return null
  return { value: Number(found.value), end: found.end, digits: false, glued }
}

/** An hour that no fraction, second or unit follows. */
function hourAt(lexemes: readonly Lexeme[], at: number, clock: HalfHourClock) {
  const hour = wholeNumber(lexemes, at, clock, clock.hours)
  if (hour === null || hour.value > 24) return null
  return hour
}

const isAmount = (lexemes: readonly Lexeme[], at: number, clock: HalfHourClock) => {
  const next = lexemes[at]
  if (next === undefined || clock.after.has(next.text)) return false
  return clock.amounts(next.text) || /^[%€$£°¥]$/.test(next.text)
}

/** `halb acht`, `viertel acht`, `dreiviertel acht`: minutes before the hour that follows. */
function towards(lexemes: readonly Lexeme[], at: number, clock: HalfHourClock): SaidTime | null {
  const word = lexemes[at]?.text ?? ''
  const threeQuarters = clock.threeQuarters && phraseAt(lexemes, at, clock.threeQuarters)
  const step = threeQuarters
    ? { before: 15, end: threeQuarters.end }
    : clock.half.has(word)
      ? { before: 30, end: at + 1 }
      : clock.quarterTowards && clock.quarter.has(word)
        ? { before: 45, end: at + 1 }
        : null
  if (step === null) return null
  const hour = hourAt(lexemes, step.end, clock)
  if (hour === null || hour.value === 0 || hour.value > 12) return null
  if (isAmount(lexemes, hour.end, clock) || isDecimal(lexemes, hour.end)) return null
  return { minutes: hour.value * 60 - step.before, explicit: false, end: hour.end, sure: true }
}

/** A sign and digits are written to the number before, as in `7,5` or `7:30`. */
function isDecimal(lexemes: readonly Lexeme[], at: number): boolean {
  return lexemes[at]?.kind === 'sign' && lexemes[at]?.glued === true && nextDigits(lexemes, at + 1)
}

function nextDigits(lexemes: readonly Lexeme[], at: number): boolean {
  return lexemes[at]?.kind === 'digits' && lexemes[at]?.glued === true
}

/** `zehn nach sieben`, `viertel vor acht`, `fünf vor halb acht`. */
function relative(lexemes: readonly Lexeme[], at: number, clock: HalfHourClock): SaidTime | null {
  const quarter = clock.quarter.has(lexemes[at]?.text ?? '')
  const number = quarter ? null : wholeNumber(lexemes, at, clock, clock.minutes)
  if (!quarter && (number === null || number.value === 0 || number.value > 30)) return null
  let end = number?.end ?? at + 1
  if (!quarter && clock.minuteWords.has(lexemes[end]?.text ?? '')) end++
  const past = phraseAt(lexemes, end, clock.past)
  const to = past === null ? phraseAt(lexemes, end, clock.to) : null
  const link = past ?? to
  if (link === null) return null
  const shift = (past === null ? -1 : 1) * (quarter ? 15 : (number?.value ?? 0))
  const base = towards(lexemes, link.end, clock)
  if (base !== null) return { ...base, minutes: base.minutes + shift }
  const hour = hourAt(lexemes, link.end, clock)
  if (hour === null || isAmount(lexemes, hour.end, clock) || isDecimal(lexemes, hour.end))
    return null
  const minutes = (hour.value * 60 + shift + 1440) % 1440
  return { minutes, explicit: hour.value > 12 || hour.value === 0, end: hour.end, sure: true }
}

/** `19:30`, `7.30`, `19h30`, `19 uhr 30`, `sieben uhr dreißig`, `klockan sju trettio`. */
function plain(
  lexemes: readonly Lexeme[],
  at: number,
  clock: HalfHourClock,
  marked: boolean,
): SaidTime | null {
  const hour = hourAt(lexemes, at, clock)
  if (hour === null) return null
  const explicit = hour.value > 12 || hour.value === 0 || lexemes[at]?.text.startsWith('0') === true
  const said = (minute: number, end: number, sure: boolean): SaidTime => ({
    minutes: (hour.value * 60 + minute) % 1440,
    explicit,
    end,
    sure,
    ...(hour.value === 12 ? { noon: true as const } : {}),
  })
  const sign = lexemes[hour.end]
  if (hour.digits && sign !== undefined && /^[:.hu]$/.test(sign.text) && sign.glued) {
    const minute = lexemes[hour.end + 1]
    if (minute?.kind === 'digits' && minute.glued) {
      if (!/^[0-5]\d$/.test(minute.text) || isDecimal(lexemes, hour.end + 2)) return null
      if (isAmount(lexemes, hour.end + 2, clock)) return null
      return said(Number(minute.text), hour.end + 2, sign.text === 'h' || sign.text === 'u')
    }
  }
  if (isDecimal(lexemes, hour.end)) return null
  const hasAfter = clock.after.has(sign?.text ?? '')
  if (!hasAfter && !marked) return said(0, hour.end, false)
  const next = hasAfter ? hour.end + 1 : hour.end
  return withMinutes(lexemes, next, clock, said) ?? { ...said(0, next, true), bareHour: true }
}

/** Minutes after `sieben uhr`; a number that counts something else is none. */
function withMinutes(
  lexemes: readonly Lexeme[],
  at: number,
  clock: HalfHourClock,
  said: (minute: number, end: number, sure: boolean) => SaidTime,
): SaidTime | null {
  const joined = clock.and.has(lexemes[at]?.text ?? '')
  const from = joined ? at + 1 : at
  const zero = wholeNumber(lexemes, from, clock, undefined)
  const second =
    zero?.value === 0 && !zero.digits ? wholeNumber(lexemes, zero.end, clock, undefined) : null
  const minute = second !== null && second.value < 10 ? second : zero
  if (minute === null || minute.value > 59 || minute.glued || isDecimal(lexemes, minute.end))
    return null
  const named = clock.minuteWords.has(lexemes[minute.end]?.text ?? '')
  if (named) return clock.lasting === undefined ? said(minute.value, minute.end + 1, true) : null
  if (joined || isAmount(lexemes, minute.end, clock)) return null
  // one figure is seldom a minute: `um 7 Uhr 3 Personen`
  if (minute.digits && (lexemes[from]?.text.length ?? 0) < 2) return null
  return said(minute.value, minute.end, true)
}

/** The time that begins at `at`; `marked`: a word for the clock stands before it. */
export function saidTime(
  lexemes: readonly Lexeme[],
  at: number,
  clock: HalfHourClock,
  marked: boolean,
): SaidTime | null {
  return (
    towards(lexemes, at, clock) ?? relative(lexemes, at, clock) ?? plain(lexemes, at, clock, marked)
  )
}
