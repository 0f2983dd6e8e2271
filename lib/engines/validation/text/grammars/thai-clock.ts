import { clockReadings } from '#lib/engines/validation/text/grammars/clock-readings.ts'
import {
  phraseTable,
  readPhrase,
  skipPhrase,
} from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { readThaiNumber } from '#lib/engines/validation/text/grammars/thai-numbers.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Typed = { readings: [TypedValue, ...TypedValue[]]; end: number }

const mark = (...words: string[]) =>
  phraseTable(
    words.map((word) => [word, true] as const),
    '',
  )
const half = mark('ครึ่ง')
const minutes = mark('นาที')
const oclock = mark('โมง')
const tum = mark('ทุ่ม')
const oneWord = mark('หนึ่ง')
const clock24 = mark('นาฬิกา', 'น.', 'น')
const tii = mark('ตี')
const bai = mark('บ่าย')
const morning = mark('เช้า')
const evening = mark('เย็น', 'ค่ำ')
const fixed = phraseTable(
  [
    ['เที่ยงคืน', 0],
    ['เที่ยงวัน', 720],
    ['เที่ยงตรง', 720],
    ['เที่ยง', 720],
  ],
  '',
)

/** Figures or words. */
export function readWhole(
  lexemes: readonly Lexeme[],
  at: number,
): { value: number; end: number } | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind === 'digits') {
    const point = lexemes[at + 1]
    if (
      /[.,]/.test(point?.text ?? '') &&
      point?.glued === true &&
      lexemes[at + 2]?.kind === 'digits'
    )
      return null
    return { value: Number(lexeme.text), end: at + 1 }
  }
  const number = readThaiNumber(lexemes, at)
  return number && { value: Number(number.value), end: number.end }
}

/** Minutes after the hour: ครึ่ง, สิบห้านาที, 15 นาที, สามสิบ in words; 0 where nothing follows. */
function readMinutes(lexemes: readonly Lexeme[], at: number): { value: number; end: number } {
  const halved = skipPhrase(lexemes, at, half)
  if (halved !== null) return { value: 30, end: halved }
  const number = readWhole(lexemes, at)
  const end = number && skipPhrase(lexemes, number.end, minutes)
  if (number !== null && end !== null) return { value: number.value, end }
  return bareMinutes(lexemes, number) ?? { value: 0, end: at }
}

/** สิบโมงสิบห้า at the end of a phrase; สิบโมงสิบห้าคน are people. */
function bareMinutes(
  lexemes: readonly Lexeme[],
  number: { value: number; end: number } | null,
): { value: number; end: number } | null {
  const next = number === null ? undefined : lexemes[number.end]
  const spoken = number !== null && lexemes[number.end - 1]?.kind === 'word'
  const goesOn = next !== undefined && (next.kind !== 'sign' || /^[:.%฿°]$/.test(next.text))
  return spoken && !goesOn && number.value >= 5 && number.value < 60 ? number : null
}

function at24(lexemes: readonly Lexeme[], hour: number, at: number): Typed | null {
  const minute = readMinutes(lexemes, at)
  const value = hour * 60 + minute.value
  if (hour < 0 || hour > 24 || minute.value > 59) return null
  return { readings: [{ type: 'time', minutes: value % 1440, offset: null }], end: minute.end }
}

/** Clock times of the six-hour and the 24-hour way of telling: บ่ายสามโมงครึ่ง, สามทุ่ม, ตีสอง, 19.30 น. */
export function readClock(lexemes: readonly Lexeme[], at: number): Typed | null {
  const named = readPhrase(lexemes, at, fixed)
  if (named !== null) return at24(lexemes, named.value / 60, named.end)
  const night = skipPhrase(lexemes, at, tii)
  if (night !== null) {
    const hour = readWhole(lexemes, night)
    return hour !== null && hour.value >= 1 && hour.value <= 6
      ? at24(lexemes, hour.value, hour.end)
      : null
  }
  const afternoon = skipPhrase(lexemes, at, bai)
  if (afternoon !== null) return readAfternoon(lexemes, afternoon)
  const seven = skipPhrase(lexemes, at, tum)
  if (seven !== null) return at24(lexemes, 19, skipPhrase(lexemes, seven, oneWord) ?? seven)
  const figures = readFigures(lexemes, at)
  if (figures !== null) return figures
  const hour = readWhole(lexemes, at)
  if (hour === null) return null
  const evenings = skipPhrase(lexemes, hour.end, tum)
  if (evenings !== null)
    return hour.value >= 1 && hour.value <= 5 ? at24(lexemes, hour.value + 18, evenings) : null
  const full = hour.value <= 24 ? skipPhrase(lexemes, hour.end, clock24) : null
  if (full !== null && isAbbreviation(lexemes, hour.end, full))
    return at24(lexemes, hour.value, full)
  const mong = skipPhrase(lexemes, hour.end, oclock)
  return mong === null ? null : readMong(lexemes, hour.value, mong)
}

/** น alone is only an abbreviation where no other letter touches it. */
function isAbbreviation(lexemes: readonly Lexeme[], from: number, end: number): boolean {
  if (end - from > 2) return true
  const next = lexemes[end]
  return next?.glued !== true || next.kind !== 'word' || lexemes[end - 1]?.text === '.'
}

/** บ่ายสามโมง, บ่ายโมง (13:00), บ่ายสาม. */
function readAfternoon(lexemes: readonly Lexeme[], at: number): Typed | null {
  const one = skipPhrase(lexemes, at, oclock)
  if (one !== null) return at24(lexemes, 13, one)
  const hour = readWhole(lexemes, at)
  if (hour === null || hour.value < 1 || hour.value > 5) return null
  return at24(lexemes, hour.value + 12, skipPhrase(lexemes, hour.end, oclock) ?? hour.end)
}

/** 19.30 น., 19:30 น., 7:30 นาฬิกา: the 24-hour clock. */
function readFigures(lexemes: readonly Lexeme[], at: number): Typed | null {
  const [hour, sign, minute] = [lexemes[at], lexemes[at + 1], lexemes[at + 2]]
  if (hour?.kind !== 'digits' || minute?.kind !== 'digits' || minute.text.length !== 2) return null
  if (!/^[.:]$/.test(sign?.text ?? '') || sign?.glued !== true || !minute.glued) return null
  const end = skipPhrase(lexemes, at + 3, clock24)
  if (end === null || !isAbbreviation(lexemes, at + 3, end)) return null
  const [hours, rest] = [Number(hour.text), Number(minute.text)]
  if (hours > 23 || rest > 59) return null
  return { readings: [{ type: 'time', minutes: hours * 60 + rest, offset: null }], end }
}

/** เจ็ดโมง is 7:00; หกโมงเย็น 18:00; สามโมงเช้า 9:00; สามโมง 15:00 or 9:00. */
function readMong(lexemes: readonly Lexeme[], hour: number, at: number): Typed | null {
  if (hour < 1 || hour > 12) return null
  const minute = readMinutes(lexemes, at)
  const early = skipPhrase(lexemes, minute.end, morning) ?? null
  const late = early === null ? skipPhrase(lexemes, minute.end, evening) : null
  const place = early ?? late ?? minute.end
  // the part of the day may stand before the minutes: หกโมงเย็นครึ่ง
  const after =
    place > minute.end && minute.end === at
      ? readMinutes(lexemes, place)
      : { value: minute.value, end: place }
  const exact = (value: number): Typed => ({
    readings: [{ type: 'time', minutes: value * 60 + after.value, offset: null }],
    end: after.end,
  })
  if (after.value > 59) return null
  if (early !== null) return exact(hour >= 6 ? hour : hour + 6)
  if (late !== null) return hour <= 6 ? exact(hour + 12) : null
  if (hour >= 7) return exact(hour === 12 ? 12 : hour)
  if (hour === 6) {
    const readings = clockReadings(6, after.value, null)
    return readings && { readings, end: after.end }
  }
  const [first, second] = [exact(hour + 12), exact(hour + 6)]
  return { readings: [first.readings[0], second.readings[0]], end: after.end }
}
