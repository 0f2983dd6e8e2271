import {
  clockReadings,
  type DayPart,
} from '#lib/engines/validation/text/grammars/clock-readings.ts'
import {
  durationReader,
  type DurationUnit,
} from '#lib/engines/validation/text/grammars/duration-reader.ts'
import { readCardinal } from '#lib/engines/validation/text/grammars/indonesian-numbers.ts'
import {
  phraseTable,
  readFigures,
  readPhrase,
} from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Typed = { readings: [TypedValue, ...TypedValue[]]; end: number }

const dayParts = phraseTable(
  formsOf<DayPart>([
    ['morning', 'pagi|dini hari|subuh'],
    ['noon', 'siang|tengah hari'],
    ['afternoon', 'sore|petang'],
    ['evening', 'malam'],
  ]),
  ' ',
)
/** Figures or words. */
export function readWhole(
  lexemes: readonly Lexeme[],
  at: number,
): { value: number; end: number } | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind === 'digits') return { value: Number(lexeme.text), end: at + 1 }
  const number = readCardinal(lexemes, at)
  return number && { value: Number(number.value), end: number.end }
}

const hourBefore = (hour: number) => (hour === 1 ? 12 : hour - 1)

/** jam tiga sore, pukul 19.30, jam setengah delapan (7:30), jam tujuh lewat lima belas, jam delapan kurang seperempat. */
export function readClock(lexemes: readonly Lexeme[], at: number): Typed | null {
  const text = (index: number) => lexemes[index]?.text ?? ''
  const named = /^(?:jam|pukul)$/.test(text(at))
  const from = named ? at + 1 : at
  const halved = text(from) === 'setengah'
  // setengah jam is half an hour
  const hour = readWhole(lexemes, halved ? from + 1 : from)
  if (hour === null || hour.value > 24) return null
  if (halved) {
    const end = hour.end
    const part = readPhrase(lexemes, end, dayParts)
    if (!named && part === null && hour.value > 12) return null
    if (!named && /^(?:jam|hari|menit|juta|ribu|persen|liter|kilo|tahun)$/.test(text(end)))
      return null
    return timed(hourBefore(hour.value), 30, part?.value ?? null, part?.end ?? end)
  }
  const minute = readMinutes(lexemes, hour.end, named)
  const hours = minute.before ? hourBefore(hour.value) : hour.value
  const part = readPhrase(lexemes, minute.end, dayParts)
  if (!named && (part === null || lexemes[at]?.kind !== 'digits')) return null
  if (lexemes[hour.end]?.text === 'jam') return null
  return timed(hours, minute.value, part?.value ?? null, part?.end ?? minute.end)
}

function readMinutes(lexemes: readonly Lexeme[], at: number, named: boolean) {
  const text = (index: number) => lexemes[index]?.text ?? ''
  const none = { value: 0, end: at, before: false }
  const mark = lexemes[at]
  const figures = lexemes[at + 1]
  if (
    /^[.:]$/.test(mark?.text ?? '') &&
    mark?.glued === true &&
    figures?.kind === 'digits' &&
    figures.text.length === 2
  )
    return { value: Number(figures.text), end: at + 2, before: false }
  const before = text(at) === 'kurang'
  const past = /^(?:lewat|lebih)$/.test(text(at))
  const from = before || past ? at + 1 : at
  if ((before || past) && /^(?:seperempat|suku)$/.test(text(from)))
    return { value: before ? 45 : 15, end: from + 1, before }
  if (past && text(from) === 'setengah') return { value: 30, end: from + 1, before }
  const minute = readWhole(lexemes, from)
  if (minute === null || minute.value > 59) return none
  const unit = /^(?:menit|minit)$/.test(text(minute.end))
  if (!(before || past || unit || (named && minute.end - from > 1))) return none
  return {
    value: before ? 60 - minute.value : minute.value,
    end: unit ? minute.end + 1 : minute.end,
    before,
  }
}

function timed(hour: number, minute: number, part: DayPart | null, end: number): Typed | null {
  const readings = clockReadings(hour, minute, part)
  return readings && { readings, end }
}

/** Reader of lengths of time with the decimal sign of the language. */
export const durationReading = (decimalComma: boolean) =>
  durationReader({
    amount: (lexemes, at) =>
      lexemes[at]?.kind === 'digits'
        ? readFigures(lexemes, at, decimalComma)
        : readCardinal(lexemes, at),
    units: phraseTable<DurationUnit>(
      [
        ['jam', { seconds: 3600n }],
        ['menit', { seconds: 60n }],
        ['minit', { seconds: 60n }],
        ['detik', { seconds: 1n }],
        ['hari', { seconds: 86_400n }],
        ['minggu', { seconds: 604_800n }],
        ['bulan', { months: 1n }],
        ['tahun', { months: 12n }],
      ],
      ' ',
    ),
    halfBefore: phraseTable([['setengah', true]], ' '),
    halfBetween: phraseTable([['setengah', true]], ' '),
    and: phraseTable([['dan', true]], ' '),
  })
