import {
  clockReadings,
  type DayPart,
} from '#lib/engines/validation/text/grammars/clock-readings.ts'
import {
  durationReader,
  type DurationUnit,
} from '#lib/engines/validation/text/grammars/duration-reader.ts'
import { nativeValue, readSino } from '#lib/engines/validation/text/grammars/korean-numbers.ts'
import { phraseTable, readFigures } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Typed = { readings: [TypedValue, ...TypedValue[]]; end: number }

const dayParts = formsOf<DayPart>([
  ['morning', '오전 아침 새벽 오전에 아침에'],
  ['noon', '점심 낮'],
  ['afternoon', '오후 오후에'],
  ['evening', '저녁'],
  ['night', '밤 심야'],
])
const noons = new Map([
  ['정오', 720],
  ['자정', 0],
])

/** Figures, or a native or Sino number whatever follows. */
export function readWhole(
  lexemes: readonly Lexeme[],
  at: number,
): { value: number; end: number } | null {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  if (lexeme.kind === 'digits') {
    const built = readSino(lexemes, at)
    if (built?.shape === 'built') return { value: Number(built.value), end: built.end }
    const figures = readFigures(lexemes, at)
    return figures && !figures.value.includes('.')
      ? { value: Number(figures.value), end: figures.end }
      : null
  }
  const native = nativeValue(lexeme.text)
  if (native !== null) {
    const one = native % 10 === 0 ? nativeValue(lexemes[at + 1]?.text ?? '') : null
    return one !== null && one < 10
      ? { value: native + one, end: at + 2 }
      : { value: native, end: at + 1 }
  }
  const sino = readSino(lexemes, at)
  return sino && { value: Number(sino.value), end: sino.end }
}

/** 오후 3시 반, 세 시 삼십 분, 19시 30분, 오후 3:30. */
export function readClock(lexemes: readonly Lexeme[], at: number): Typed | null {
  const noon = noons.get(lexemes[at]?.text ?? '')
  if (noon !== undefined)
    return { readings: [{ type: 'time', minutes: noon, offset: null }], end: at + 1 }
  const part = dayParts.get(lexemes[at]?.text ?? '') ?? null
  const from = part === null ? at : at + 1
  const hour = readWhole(lexemes, from)
  if (hour === null) return null
  const sign = lexemes[hour.end]?.text
  let end = hour.end + 1
  let minute = 0
  if (sign === ':') {
    const figures = part === null ? undefined : lexemes[end]
    if (figures?.kind !== 'digits' || figures.text.length !== 2) return null
    minute = Number(figures.text)
    end++
  } else if (sign !== '시') return null
  else if (lexemes[end]?.text === '반') {
    minute = 30
    end++
  } else if (lexemes[end]?.text === '정각') end++
  else {
    const minutes = readWhole(lexemes, end)
    if (minutes !== null && lexemes[minutes.end]?.text === '분') {
      minute = minutes.value
      end = minutes.end + 1
      if (lexemes[end]?.text === '전') return shortOf(hour.value, minute, part, end + 1)
    }
  }
  const readings = clockReadings(hour.value, minute, part)
  return readings && { readings, end }
}

function shortOf(hour: number, minute: number, part: DayPart | null, end: number): Typed | null {
  const readings = clockReadings(hour === 1 && part === null ? 12 : hour - 1, 60 - minute, part)
  return readings && { readings, end }
}

/** 30분, 한 시간 반, 한 시간 삼십 분. */
export const readDuration = durationReader({
  amount(lexemes, at) {
    const figures = readFigures(lexemes, at)
    if (figures?.value.includes('.') === true) return figures
    const first = lexemes[at]?.text
    // 이 분 and 이 시간 are "this person" and "this hour"
    if (first === '이' && lexemes[at + 1]?.glued !== true) return null
    const number = readWhole(lexemes, at)
    return number && { value: String(number.value), end: number.end }
  },
  units: phraseTable<DurationUnit>(
    [
      ['시간', { seconds: 3600n }],
      ['분', { seconds: 60n }],
      ['초', { seconds: 1n }],
      ['개월', { months: 1n }],
      ['달', { months: 1n }],
    ],
    ' ',
  ),
  halfBefore: phraseTable([['반', true]], ' '),
  halfAfter: phraseTable([['반', true]], ' '),
})

const monthNames = new Map([
  ['유월', 6],
  ['시월', 10],
])

/** 2025년 5월 3일, 오월 삼일, 5월. */
export function readDate(lexemes: readonly Lexeme[], at: number): Typed | null {
  const first = readWhole(lexemes, at)
  const isYear =
    first !== null && lexemes[first.end]?.text === '년' && first.value >= 1000 && first.value < 3000
  const year = first !== null && isYear ? first.value : null
  let end = first !== null && isYear ? first.end + 1 : at
  let month = monthNames.get(lexemes[end]?.text ?? '') ?? null
  if (month !== null) end++
  else {
    const number = readWhole(lexemes, end)
    if (
      number !== null &&
      lexemes[number.end]?.text === '월' &&
      number.value >= 1 &&
      number.value <= 12
    ) {
      month = number.value
      end = number.end + 1
    }
  }
  if (month === null && year === null) return null
  const day = month === null ? null : readDay(lexemes, end)
  return {
    readings: [{ type: 'date', year, month, day: day?.value ?? null, weekday: null }],
    end: day?.end ?? end,
  }
}

/** The day of a month: 3일, 삼 일; 오일 and 십일 in one word; 이십 일 is 20일 there, not 21. */
function readDay(lexemes: readonly Lexeme[], at: number): { value: number; end: number } | null {
  const isDay = (value: number) => value >= 1 && value <= 31
  const number = readWhole(lexemes, at)
  if (number !== null && lexemes[number.end]?.text === '일' && isDay(number.value))
    return { value: number.value, end: number.end + 1 }
  const lexeme = lexemes[at]
  if (lexeme?.kind !== 'word') return null
  const joined = /^(.+)일$/.exec(lexeme.text)?.[1]
  const text = joined ?? (lexemes[at + 1]?.text === '일' ? lexeme.text : null)
  const day = text === null ? null : readSino([{ ...lexeme, text }], 0)
  if (day === null || !isDay(Number(day.value))) return null
  return { value: Number(day.value), end: joined === undefined ? at + 2 : at + 1 }
}
