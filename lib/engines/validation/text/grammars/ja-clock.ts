import {
  clockReadings,
  type DayPart,
} from '#lib/engines/validation/text/grammars/clock-readings.ts'
import { readWhole } from '#lib/engines/validation/text/grammars/han-dates.ts'
import type { HanRules } from '#lib/engines/validation/text/grammars/han-numbers.ts'
import { phraseTable, readPhrase } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

export const hanRules: HanRules = { bareMultipliers: true, shortened: false }

const dayParts = phraseTable<DayPart>(
  formsOf<DayPart>([
    ['morning', '午前 午前の 朝 朝の 早朝 あさ 明け方'],
    ['noon', '昼 お昼 昼の お昼の'],
    ['afternoon', '午後 午後の 夕方 夕方の'],
    ['evening', '夜 夜の 晩'],
    ['night', '深夜 深夜の 真夜中 夜中'],
  ]),
  '',
)
const noons = phraseTable<number>(
  [
    ['正午', 720],
    ['零時', 0],
  ],
  '',
)

type Found = { readings: [TypedValue, ...TypedValue[]]; end: number }

/** Clock times: 午後3時半, 七時三十分, 19時, 午前7:30, 3時5分前. */
export function readClock(lexemes: readonly Lexeme[], at: number): Found | null {
  const fixed = readPhrase(lexemes, at, noons)
  if (fixed !== null && !/^[0-9半]/.test(lexemes[fixed.end]?.text ?? ''))
    return { readings: [{ type: 'time', minutes: fixed.value, offset: null }], end: fixed.end }
  const part = readPhrase(lexemes, at, dayParts)
  const from = part?.end ?? at
  const hour = readWhole(lexemes, from, hanRules)
  if (hour === null) return null
  // 今夜八時, 明朝七時: the word before says which half, and stays a word
  const half = part?.value ?? partBefore(lexemes, at)
  const sign = lexemes[hour.end]?.text
  if (sign === ':') {
    const minute = half === null ? null : readWhole(lexemes, hour.end + 1, hanRules)
    return minute?.digits === 2 ? found(hour.value, minute.value, half, minute.end) : null
  }
  const next = lexemes[hour.end + 1]?.text ?? ''
  if (sign !== '時' || /^[間的計刻代期給差]$/.test(next)) return null
  if (from === at && lexemes[at]?.text === '一' && isOnce(lexemes, hour.end + 1)) return null
  return readMinute(lexemes, hour.value, half, hour.end + 1)
}

/** 一時 is "for a while" unless something of a clock follows. */
const isOnce = (lexemes: readonly Lexeme[], at: number) =>
  lexemes[at]?.glued === true &&
  !/^[半にをはまかごころ頃過、。0-9二三四五十]/.test(lexemes[at].text)

function partBefore(lexemes: readonly Lexeme[], at: number): DayPart | null {
  const before = `${lexemes[at - 2]?.text ?? ''}${lexemes[at - 1]?.text ?? ''}`
  return /[今昨明]夜$|今晩$/.test(before)
    ? 'evening'
    : /[今明翌]朝$/.test(before)
      ? 'morning'
      : null
}

function readMinute(
  lexemes: readonly Lexeme[],
  hour: number,
  half: DayPart | null,
  at: number,
): Found | null {
  const next = lexemes[at]?.text ?? ''
  if (next === '半') return found(hour, 30, half, at + 1)
  if (
    `${next}${lexemes[at + 1]?.text ?? ''}${lexemes[at + 2]?.text ?? ''}${lexemes[at + 3]?.text ?? ''}` ===
    'ちょうど'
  )
    return found(hour, 0, half, at + 4)
  const minute = readWhole(lexemes, at, hanRules)
  if (minute === null || lexemes[minute.end]?.text !== '分') return found(hour, 0, half, at)
  if (lexemes[minute.end + 1]?.text === '間') return found(hour, 0, half, at)
  if (lexemes[minute.end + 1]?.text !== '前') return found(hour, minute.value, half, minute.end + 1)
  return found(hour === 1 && half === null ? 12 : hour - 1, 60 - minute.value, half, minute.end + 2)
}

function found(hour: number, minute: number, part: DayPart | null, end: number): Found | null {
  // 午後19時 is 19:00, and 午前0時 midnight
  const readings = clockReadings(hour, minute, hour === 0 && part !== 'afternoon' ? null : part)
  return readings && { readings, end }
}
