import {
  readPhrase,
  skipPhrase,
  type Phrases,
} from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import type { Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/** Seconds of a unit, or months where the calendar decides how long it is. */
export type DurationUnit = { seconds: bigint } | { months: bigint }

export type DurationWords = {
  /** whole or decimal amount in figures or words */
  amount: Reader<{ value: string }>
  units: Phrases<DurationUnit>
  /** `半` in 半小时: half of the unit that follows */
  halfBefore?: Phrases<true>
  /** `个半` in 一个半小时, `setengah` in `satu setengah jam` */
  halfBetween?: Phrases<true>
  /** `반` in 한 시간 반: half of the unit before */
  halfAfter?: Phrases<true>
  /** the bare unit with a half is one and a half (`ชั่วโมงครึ่ง`) */
  bareUnitHalf?: boolean
  /** may stand between an hour and its minutes */
  and?: Phrases<true>
}

/** Lengths of time in words with halves and several parts: 一个半小时, 1時間30分, `한 시간 반`. */
export function durationReader(
  words: DurationWords,
): Reader<{ readings: [TypedValue, ...TypedValue[]] }> {
  return (lexemes, at) => {
    let total: Sum | null = null
    let end = at
    for (;;) {
      const from: number =
        total === null ? end : ((words.and && skipPhrase(lexemes, end, words.and)) ?? end)
      const part = readPart(words, lexemes, from)
      if (part === null || (total !== null && !fits(total, part))) break
      total = total === null ? part.sum : add(total, part.sum)
      end = part.end
      if (part.half) break
    }
    return total === null ? null : { readings: [valueOf(total)], end }
  }
}

/** in millionths */
type Sum = { dimension: 'seconds' | 'months'; value: bigint; unit: bigint }
type Part = { sum: Sum; end: number; half: boolean }

const million = 1_000_000n

function readPart(
  words: DurationWords,
  ...[lexemes, at]: Parameters<Reader<unknown>>
): Part | null {
  const before = words.halfBefore && skipPhrase(lexemes, at, words.halfBefore)
  if (before != null) {
    const unit = readPhrase(lexemes, before, words.units)
    if (unit !== null) return { sum: sum(unit.value, million / 2n), end: unit.end, half: true }
  }
  const amount = words.amount(lexemes, at)
  if (amount === null) {
    if (words.bareUnitHalf !== true || words.halfAfter === undefined) return null
    const unit = readPhrase(lexemes, at, words.units)
    const end = unit && skipPhrase(lexemes, unit.end, words.halfAfter)
    return unit !== null && end !== null
      ? { sum: sum(unit.value, (million * 3n) / 2n), end, half: true }
      : null
  }
  const millionths = inMillionths(amount.value)
  const between = words.halfBetween && skipPhrase(lexemes, amount.end, words.halfBetween)
  if (between != null) {
    const unit = readPhrase(lexemes, between, words.units)
    if (unit !== null)
      return { sum: sum(unit.value, millionths + million / 2n), end: unit.end, half: true }
  }
  const unit = readPhrase(lexemes, amount.end, words.units)
  if (unit === null) return null
  const after = words.halfAfter && skipPhrase(lexemes, unit.end, words.halfAfter)
  return after == null
    ? { sum: sum(unit.value, millionths), end: unit.end, half: false }
    : { sum: sum(unit.value, millionths + million / 2n), end: after, half: true }
}

function inMillionths(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole) * million + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}

function sum(unit: DurationUnit, millionths: bigint): Sum {
  return 'seconds' in unit
    ? { dimension: 'seconds', value: millionths * unit.seconds, unit: unit.seconds }
    : { dimension: 'months', value: millionths * unit.months, unit: unit.months }
}

/** Only a smaller unit goes on with a length: `1時間30分`, not `3分 2時間`. */
const fits = (total: Sum, part: Part) =>
  total.dimension === part.sum.dimension && part.sum.unit < total.unit

const add = (total: Sum, part: Sum): Sum => ({
  ...total,
  value: total.value + part.value,
  unit: part.unit,
})

function valueOf(total: Sum): TypedValue {
  const fraction = (total.value % million).toString().padStart(6, '0').replace(/0+$/, '')
  const value = `${total.value / million}${fraction === '' ? '' : `.${fraction}`}`
  return total.dimension === 'seconds'
    ? { type: 'duration', seconds: value }
    : { type: 'measure', value, dimension: 'months' }
}
