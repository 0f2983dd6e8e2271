import { multiply } from '#lib/engines/validation/text/decimal.ts'
import {
  durationReader,
  type DurationUnit,
} from '#lib/engines/validation/text/grammars/duration-reader.ts'
import { readWhole } from '#lib/engines/validation/text/grammars/han-dates.ts'
import { isHanNumeral, readHanNumber } from '#lib/engines/validation/text/grammars/han-numbers.ts'
import {
  phraseTable,
  readFigures,
  readPhrase,
} from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { words } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import { hanRules } from '#lib/engines/validation/text/grammars/zh-clock.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Found = { readings: [TypedValue, ...TypedValue[]]; end: number }

/** Figures or Han numerals, whatever stands beside them. */
function readAmount(lexemes: readonly Lexeme[], at: number): { value: string; end: number } | null {
  const number = readHanNumber(lexemes, at, hanRules)
  return number?.shape === 'string' ? null : (number ?? readFigures(lexemes, at))
}

const seconds = (factor: bigint): DurationUnit => ({ seconds: factor })
const durationUnits = phraseTable<DurationUnit>(
  [
    ...words('小时 个小时 小時 個小時 钟头 个钟头 鐘頭 個鐘頭').map(
      (name) => [name, seconds(3600n)] as const,
    ),
    ...words('分钟 分鐘').map((name) => [name, seconds(60n)] as const),
    ...words('秒 秒钟 秒鐘').map((name) => [name, seconds(1n)] as const),
    ...words('个月 個月 月').map((name) => [name, { months: 1n }] as const),
    ['年', { months: 12n }],
  ],
  '',
)
const halves = phraseTable(
  [...words('半 半个 半個')].map((name) => [name, true] as const),
  '',
)
const betweens = phraseTable(
  words('个半 個半 半 又二分之一').map((name) => [name, true] as const),
  '',
)
const readDuration = durationReader({
  amount: readAmount,
  units: durationUnits,
  halfBefore: halves,
  halfBetween: betweens,
  halfAfter: phraseTable([['半', true]], ''),
  and: phraseTable(
    [
      ['零', true],
      ['又', true],
    ],
    '',
  ),
})

/** 一刻钟, 三刻钟. */
function readQuarters(lexemes: readonly Lexeme[], at: number): Found | null {
  const count = readWhole(lexemes, at, hanRules)
  if (count === null || count.value > 3 || lexemes[count.end]?.text !== '刻') return null
  if (!/^[钟鐘]$/.test(lexemes[count.end + 1]?.text ?? '')) return null
  return {
    readings: [{ type: 'duration', seconds: String(count.value * 900) }],
    end: count.end + 2,
  }
}

const bases = phraseTable(
  words('元 块 圆 塊').map((name) => [name, 'CNY'] as const),
  '',
)
const tenths = /^[角毛]$/

/** 五块二, 五块二毛, 5元2角3分, 五元零三分. */
function readMoney(lexemes: readonly Lexeme[], at: number): Found | null {
  const whole = readAmount(lexemes, at)
  const base = whole && readPhrase(lexemes, whole.end, bases)
  if (whole === null || base === null || whole.value.includes('.')) return null
  let end = base.end
  let hundredths = 0
  if (/^[零〇]$/.test(lexemes[end]?.text ?? '')) end++
  const first = readWhole(lexemes, end, hanRules)
  if (first === null) return null
  const unit = lexemes[first.end]?.text ?? ''
  if (tenths.test(unit) && first.value < 10) {
    hundredths = first.value * 10
    end = first.end + 1
    const second = readWhole(lexemes, end, hanRules)
    if (second !== null && second.value < 10) {
      hundredths += second.value
      end = lexemes[second.end]?.text === '分' ? second.end + 1 : second.end
    }
  } else if (unit === '分' && first.value < 100) {
    hundredths = first.value
    end = first.end + 1
  } else if (
    first.value > 0 &&
    first.value < 10 &&
    first.end === end + 1 &&
    isShortMoneyEnd(lexemes, base.end, first.end)
  ) {
    hundredths = first.value * 10
    end = first.end
  } else return null
  if (/^[钱錢]$/.test(lexemes[end]?.text ?? '')) end++
  const value = `${whole.value}.${String(hundredths).padStart(2, '0')}`.replace(/\.?0+$/, '')
  return { readings: [{ type: 'money', value, currency: 'CNY' }], end }
}

/** 五块二 ends there: no unit, counter or further digit follows the last numeral. */
function isShortMoneyEnd(lexemes: readonly Lexeme[], afterBase: number, end: number): boolean {
  if (!/^[块塊]$/.test(lexemes[afterBase - 1]?.text ?? '')) return false
  const next = lexemes[end]
  return next?.glued !== true || next.kind === 'sign' || /^[吧吗嗎呢的了钱錢，。]$/.test(next.text)
}

/** 25美分 is of the dollar, while 分 alone is of the yuan. */
function readCents(lexemes: readonly Lexeme[], at: number): Found | null {
  const amount = readAmount(lexemes, at)
  if (
    amount === null ||
    lexemes[amount.end]?.text !== '美' ||
    lexemes[amount.end + 1]?.text !== '分'
  )
    return null
  const value = multiply(amount.value, '0.01')
  return { readings: [{ type: 'money', value, currency: 'USD' }], end: amount.end + 2 }
}

/** 人民币50元, 百分之百, 摄氏二十度. */
function readPrefixed(lexemes: readonly Lexeme[], at: number): Found | null {
  if (!/^[人百摄攝华華]/.test(lexemes[at]?.text ?? '')) return null
  const text = lexemes
    .slice(at, at + 4)
    .map((lexeme) => lexeme.text)
    .join('')
  if (text === '百分之百') return { readings: [{ type: 'percent', value: '100' }], end: at + 4 }
  const yuan = /^人民[币幣]/.test(text) ? readAmount(lexemes, at + 3) : null
  if (yuan !== null && !isHanNumeral(lexemes[yuan.end])) {
    const end = readPhrase(lexemes, yuan.end, bases)?.end ?? yuan.end
    return { readings: [{ type: 'money', value: yuan.value, currency: 'CNY' }], end }
  }
  const scale = /^[摄攝]氏/.test(text) ? 'celsius' : /^[华華]氏/.test(text) ? 'fahrenheit' : null
  if (scale === null) return null
  const below = /^零下/.test(text.slice(2)) ? 2 : 0
  const amount = readAmount(lexemes, at + 2 + below)
  if (amount === null || lexemes[amount.end]?.text !== '度') return null
  const value = `${below > 0 ? '-' : ''}${amount.value}`
  return { readings: [{ type: 'measure', value, dimension: scale }], end: amount.end + 1 }
}

function isOddDuration(lexemes: readonly Lexeme[], at: number): boolean {
  // the end of a longer amount (2.5小时) is no amount of its own
  const before = lexemes[at - 1]
  return (
    lexemes[at]?.glued === true &&
    (before?.kind === 'digits' || /^[.点點]$/.test(before?.text ?? ''))
  )
}

/** Money with parts, percentages and degrees said before the number, lengths of time with halves and quarters. */
export const readQuantity = (lexemes: readonly Lexeme[], at: number): Found | null =>
  readPrefixed(lexemes, at) ??
  readMoney(lexemes, at) ??
  readCents(lexemes, at) ??
  readQuarters(lexemes, at)

/** Lengths of time: 半小时, 一个半小时, 一小时三十分钟. */
export const readLength = (lexemes: readonly Lexeme[], at: number): Found | null =>
  isOddDuration(lexemes, at) ? null : readDuration(lexemes, at)
