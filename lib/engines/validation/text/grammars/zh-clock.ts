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

export const hanRules: HanRules = { bareMultipliers: false, shortened: true }

const dayParts = phraseTable<DayPart>(
  formsOf<DayPart>([
    ['morning', '凌晨 清晨 早上 早晨 上午 今早 明早 早'],
    ['noon', '中午'],
    ['afternoon', '下午 午后 午後'],
    ['evening', '傍晚 晚上 晚间 晚間 今晚 明晚 晚'],
    ['night', '夜里 夜裡 半夜 深夜 午夜'],
  ]),
  '',
)
/** Parts that are only a part of the day; 今晚 says which day too and stays a word. */
const dayBound = /^[今明]/

const noons = phraseTable<number>(
  [
    ['正午', 720],
    ['中午十二点', 720],
    ['中午十二點', 720],
  ],
  '',
)

type Found = { readings: [TypedValue, ...TypedValue[]]; end: number }

/** Clock times: 下午三点半, 三点一刻, 7点30分, 19时, 下午3:30, 差五分三点. */
export function readClock(lexemes: readonly Lexeme[], at: number): Found | null {
  const noon = readPhrase(lexemes, at, noons)
  if (noon !== null)
    return { readings: [{ type: 'time', minutes: noon.value, offset: null }], end: noon.end }
  const named = readPhrase(lexemes, at, dayParts)
  const part = named !== null && !dayBound.test(lexemes[at]!.text) ? named : null
  const from = part?.end ?? at
  if (lexemes[from]?.text === '差') return readShortOf(lexemes, from, part?.value ?? null)
  const hour = readWhole(lexemes, from, hanRules)
  if (hour === null) return null
  // 今晚八点: the word before says which half, and stays a word
  const half = part?.value ?? dayPartBefore(lexemes, at)
  const sign = lexemes[hour.end]?.text
  if (sign === ':') {
    if (half === null) return null
    const minute = readWhole(lexemes, hour.end + 1, hanRules)
    return minute?.digits === 2 ? found(hour.value, minute.value, half, minute.end) : null
  }
  if (!isHourSign(lexemes, from, hour.end, half !== null)) return null
  const minute = readMinute(lexemes, hour.end + 1, half !== null)
  return minute && found(hour.value, minute.value, half, minute.end)
}

function dayPartBefore(lexemes: readonly Lexeme[], at: number): DayPart | null {
  if (at < 2 || !dayBound.test(lexemes[at - 2]!.text)) return null
  return readPhrase(lexemes, at - 2, dayParts)?.value ?? null
}

function found(hour: number, minute: number, part: DayPart | null, end: number): Found | null {
  const before = hour === 1 && part === null ? 12 : hour - 1
  const readings =
    minute < 0 ? clockReadings(before, 60 + minute, part) : clockReadings(hour, minute, part)
  return readings && { readings, end }
}

/** 点 of the clock, not of 一点 (a bit) or 两点建议; 时 of the clock, not of 三时间. */
function isHourSign(lexemes: readonly Lexeme[], from: number, at: number, named: boolean): boolean {
  const sign = lexemes[at]?.text ?? ''
  const next = lexemes[at + 1]?.text ?? ''
  if (/^[点點]$/.test(sign)) {
    if (/^[儿兒子评評卡击擊心]$/.test(next)) return false
    return (
      named ||
      lexemes[from]?.text !== '一' ||
      at - from > 1 ||
      /^[钟鐘半整一三二四五十零]$/.test(next)
    )
  }
  return /^[时時]$/.test(sign) && !/^[间間候期代段刻机機尚]$/.test(next)
}

/** After 点: 半, 一刻, 三十分, 五十, 钟, 整 or nothing; null where a decimal follows (三点五). */
function readMinute(
  lexemes: readonly Lexeme[],
  at: number,
  named: boolean,
): { value: number; end: number } | null {
  const next = lexemes[at]?.text ?? ''
  if (/^[钟鐘整]$/.test(next)) return { value: 0, end: at + 1 }
  if (next === '半') return { value: 30, end: at + 1 }
  if (next === '差') return readShort(lexemes, at)
  const past = /^[过過]$/.test(next) ? at + 1 : at
  const minute = readWhole(lexemes, past, hanRules)
  if (minute === null) return past === at ? { value: 0, end: at } : null
  const after = lexemes[minute.end]?.text ?? ''
  if (after === '刻') return { value: minute.value * 15, end: minute.end + 1 }
  if (after === '分') {
    const end = minute.end + 1
    return { value: minute.value, end: /^[钟鐘]$/.test(lexemes[end]?.text ?? '') ? end + 1 : end }
  }
  // 三点五十 and 7点05; 三点五 is 3.5
  const padded = lexemes[past]?.kind === 'digits' ? minute.digits === 2 : minute.end - past > 1
  if (isDigitByDigit(lexemes, past, minute.end)) return null
  const unit = /^[个個位名人公千米元块塊度亿億万萬倍小秒升厘]$/.test(after)
  return padded && (named || !unit) ? { value: minute.value, end: minute.end } : null
}

/** 三点一四 is 3.14: minutes are said with 十 (三点十四), with 零 (三点零五) or end in it (七点三零). */
const isDigitByDigit = (lexemes: readonly Lexeme[], at: number, end: number) =>
  end - at === 2 && lexemes.slice(at, end).every(({ text }) => /^[一二三四五六七八九]$/.test(text))

/** 八点差五分: minutes before the hour, below zero. */
function readShort(lexemes: readonly Lexeme[], at: number): { value: number; end: number } | null {
  const minute = readWhole(lexemes, at + 1, hanRules)
  const unit = lexemes[minute?.end ?? 0]?.text ?? ''
  if (minute === null || !/^[分刻]$/.test(unit)) return { value: 0, end: at }
  return { value: unit === '刻' ? minute.value * -15 : -minute.value, end: minute.end + 1 }
}

/** 差五分三点, 差一刻八点. */
function readShortOf(lexemes: readonly Lexeme[], at: number, part: DayPart | null): Found | null {
  const minute = readWhole(lexemes, at + 1, hanRules)
  const unit = lexemes[minute?.end ?? 0]?.text ?? ''
  if (minute === null || !/^[分刻]$/.test(unit)) return null
  const hour = readWhole(lexemes, minute.end + 1, hanRules)
  if (hour === null || !/^[点點]$/.test(lexemes[hour.end]?.text ?? '')) return null
  const short = unit === '刻' ? minute.value * 15 : minute.value
  return found(hour.value, -short, part, hour.end + 1)
}
