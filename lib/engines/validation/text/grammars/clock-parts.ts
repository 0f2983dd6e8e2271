import type {
  ClockWords,
  Hours,
  Phrases,
} from '#lib/engines/validation/text/grammars/clock-table.ts'
import { phraseAt } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/** `strong` is a time whatever stands beside it, the others need a mark of one; `bare` is just a number. */
type Strength = 'strong' | 'pair' | 'fraction' | 'ordinal' | 'length' | 'bare' | 'digits'
export type Core = { hour: number; shift: number; end: number; strength: Strength; exact?: true }
type Numeral = { value: number; end: number; marked: boolean; sure: boolean; digits: string | null }

function number(
  lexemes: readonly Lexeme[],
  at: number,
  reader: Hours,
  most: number,
): Numeral | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind === 'digits') {
    const value = Number(lexeme.text)
    return lexeme.text.length <= 2 && value <= most
      ? { value, end: at + 1, marked: false, sure: false, digits: lexeme.text }
      : null
  }
  const found = reader(lexemes, at)
  if (found === null) return null
  const value = Number(found.value)
  if (!(value >= 0) || value > most) return null
  const { marked } = found
  return {
    value,
    end: found.end,
    marked: marked !== undefined,
    sure: marked === 'sure',
    digits: null,
  }
}

export function skip(
  lexemes: readonly Lexeme[],
  at: number,
  table: Phrases<unknown> | undefined,
): number {
  return (table && phraseAt(lexemes, at, table)?.end) ?? at
}

/** `wpół do ósmej`, `без пяти восемь`, `dziesięć po siódmej`, `пять минут восьмого`. */
export function led(words: ClockWords, lexemes: readonly Lexeme[], at: number): Core | null {
  const half = words.halves && phraseAt(lexemes, at, words.halves)
  if (half)
    return {
      hour: Math.floor(half.value / 60),
      shift: half.value % 60,
      end: half.end,
      strength: 'strong',
    }
  const lead = words.leads && phraseAt(lexemes, at, words.leads)
  if (lead) {
    const hour = number(lexemes, lead.end, words.hour, 24)
    if (hour !== null)
      return { hour: hour.value, shift: lead.value, end: hour.end, strength: 'strong' }
  }
  const prefix = words.leadNumbers && phraseAt(lexemes, at, words.leadNumbers)
  const minutes = number(lexemes, prefix?.end ?? at, words.minute, 59)
  if (minutes === null || !Number.isInteger(minutes.value)) return null
  const named = skip(lexemes, minutes.end, words.minuteWords)
  const isNamed = named > minutes.end
  const passed = isNamed && words.ofHour ? words.ofHour(lexemes, named) : null
  if (passed !== null)
    return {
      hour: Number(passed.value),
      shift: minutes.value - 60,
      end: passed.end,
      strength: 'strong',
    }
  const link = words.leadLinks && phraseAt(lexemes, named, words.leadLinks)
  if (!prefix && !link) return null
  const hour = number(lexemes, link?.end ?? named, words.hour, 24)
  if (hour === null) return null
  // `5 до 8` is a range as well
  if (link && link.value.bare !== true && !hour.marked && !isNamed) return null
  if (link && minutes.digits !== null && !isNamed) return null
  if (prefix?.value === 'marked' && !hour.marked) return null
  const shift = (link?.value.sign ?? -1) * minutes.value
  return { hour: hour.value, shift, end: hour.end, strength: 'strong' }
}

/** `7:30`, `7.30` */
function written(lexemes: readonly Lexeme[], hour: Numeral): Core | null {
  const colon = lexemes[hour.end]
  const minutes = lexemes[hour.end + 1]
  if (hour.digits === null || colon?.glued !== true || minutes?.glued !== true) return null
  if (!/^[:.]$/u.test(colon.text) || !/^[0-5]\d$/u.test(minutes.text)) return null
  const core: Core = {
    hour: hour.value,
    shift: Number(minutes.text),
    end: hour.end + 2,
    strength: 'digits',
  }
  const next = lexemes[core.end]
  const more = next?.glued === true && /^[:.,-]$/u.test(next.text)
  if (more && lexemes[core.end + 1]?.kind === 'digits') return null
  return hour.digits.startsWith('0') ? { ...core, exact: true } : core
}

/** An hour and what follows it: `:30`, `and a half`, `to ten`, `thirty`. */
export function hourFirst(words: ClockWords, lexemes: readonly Lexeme[], at: number): Core | null {
  const hour = number(lexemes, at, words.hour, 24)
  if (hour === null) return null
  const digits = written(lexemes, hour)
  if (digits !== null) {
    const ending = words.endings && phraseAt(lexemes, digits.end, words.endings)
    if (!ending) return digits
    return { ...digits, end: ending.end, strength: ending.value ? 'strong' : 'digits' }
  }
  const whole = Math.floor(hour.value)
  const shift = Math.round((hour.value - whole) * 60)
  const base = hour.digits === null ? hour.end : skip(lexemes, hour.end, words.endings)
  const length = skip(lexemes, base, words.hourWords)
  if (length > base)
    return shift > 0
      ? null
      : { hour: whole, ...minutesOf(words, lexemes, length), strength: 'length' }
  const afterWord = skip(lexemes, base, words.after)
  const said = afterWord > base || hour.marked
  const core: Core = { hour: whole, shift, end: afterWord, strength: 'strong' }
  if (shift > 0) return said ? core : { ...core, strength: 'fraction' }
  const tail = words.tails && phraseAt(lexemes, afterWord, words.tails)
  if (tail)
    return { ...core, shift: tail.value, end: tail.end, strength: said ? 'strong' : 'fraction' }
  const minutes = minutesAfter(words, lexemes, core, said, hour.digits !== null)
  if (minutes !== null) return minutes
  if (afterWord > base || hour.sure) return core
  return { ...core, strength: hour.marked ? 'ordinal' : 'bare' }
}

/** The minutes of `7 часов 30 минут`. */
function minutesOf(words: ClockWords, lexemes: readonly Lexeme[], at: number) {
  const minutes = number(lexemes, at, words.minute, 59)
  const end = minutes === null ? at : skip(lexemes, minutes.end, words.minuteWords)
  return minutes !== null && end > minutes.end
    ? { shift: minutes.value, end }
    : { shift: 0, end: at }
}

function minutesAfter(
  words: ClockWords,
  lexemes: readonly Lexeme[],
  core: Core,
  said: boolean,
  hourDigits: boolean,
): Core | null {
  const link = words.tailLinks && phraseAt(lexemes, core.end, words.tailLinks)
  const minutes = number(lexemes, link?.end ?? core.end, words.minute, 59)
  if (minutes === null || !Number.isInteger(minutes.value)) return null
  const end = skip(lexemes, minutes.end, words.minuteWords)
  const shift = (link?.value ?? 1) * minutes.value
  if (end > minutes.end && (said || link)) return { ...core, shift, end }
  if (link) return said ? { ...core, shift, end } : null
  if (minutes.digits !== null || hourDigits || minutes.value < 10) return null
  return { ...core, shift, end, strength: said ? 'strong' : 'pair' }
}
