import { negate } from '#lib/engines/validation/text/decimal.ts'
import { feetAt, measureAfter, unitAt } from '#lib/engines/validation/text/tokens/measures.ts'
import {
  currencyAfter,
  moneyAfter,
  moneyBefore,
} from '#lib/engines/validation/text/tokens/money.ts'
import { numeralAt, type Numeral } from '#lib/engines/validation/text/tokens/numerals.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import {
  gapBefore,
  textAt,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'

/** `-5` and `−5`, but not `555-1234`, `7-9` or `non-5`; a word for minus; `+5` reads as 5. */
function signAt(context: ReadingContext, at: number): { negative: boolean; end: number } {
  const { lexemes, tables } = context
  const text = textAt(context, at)
  const next = lexemes[at + 1]
  if (next !== undefined && '-−–+'.includes(text) && text !== '') {
    const free =
      at === 0 || !(lexemes[at]?.glued === true) || '([{"“„«'.includes(textAt(context, at - 1))
    const money = '$€£¥₹₩₽₺₪₫'.includes(next.text)
    const close = next.glued && (next.kind === 'digits' || next.text === '.' || money)
    if (free && (close || text === '−')) return { negative: text !== '+', end: at + 1 }
    return { negative: false, end: at }
  }
  const minus = readPhrase(tables.minus, lexemes, at)
  if (minus !== null && numeralAt(context, minus.end) !== null)
    return { negative: true, end: minus.end }
  return { negative: false, end: plusEnd(context, at) ?? at }
}

/** `plus 5` where nothing stands before it that 5 could be added to, and no word goes on. */
function plusEnd(context: ReadingContext, at: number): number | null {
  const { lexemes, tables } = context
  if (tables.grammar.plus?.has(textAt(context, at)) !== true) return null
  const before = lexemes[at - 1]
  if (before?.kind === 'digits' || tables.grammar.digitWords.has(before?.text ?? '')) return null
  const number = numeralAt(context, at + 1)
  return number !== null && lexemes[number.end]?.kind !== 'word' ? at + 1 : null
}

function percent(context: ReadingContext, number: Numeral, negative: boolean): Reading | null {
  const after = readPhrase(context.tables.percentAfter, context.lexemes, number.end)
  if (after === null || isBeforeNext(context, number.end)) return null
  const value = negative ? negate(number.value) : number.value
  return { end: after.end, readings: [{ type: 'percent', value }], words: [value, '%'] }
}

/** The sign of `٥ ٪٢٠` belongs to the number behind it. */
function isBeforeNext(context: ReadingContext, at: number): boolean {
  const next = context.lexemes[at + 1]
  const sign = '%٪'.includes(textAt(context, at))
  return sign && gapBefore(context, at) !== '' && next?.kind === 'digits' && next.glued
}

/** Turkish and Arabic write the sign before the number; some languages say it there. */
function percentBefore(context: ReadingContext, at: number): Reading | null {
  const { lexemes, tables } = context
  const phrase = readPhrase(tables.percentBefore, lexemes, at)
  const sign = '%٪'.includes(textAt(context, at) || ' ') && lexemes[at + 1]?.glued === true
  const start = phrase?.end ?? (sign ? at + 1 : null)
  if (start === null) return null
  const number = numeralAt(context, start)
  if (number === null || number.needsUnit) return null
  return {
    end: number.end,
    readings: [{ type: 'percent', value: number.value }],
    words: [number.value, '%'],
  }
}

function plain(number: Numeral, negative: boolean): Reading | null {
  if (number.needsUnit) return null
  const value = negative ? negate(number.value) : number.value
  const digits = number.digits
  if (digits !== undefined && !negative && isCode(digits))
    return {
      end: number.end,
      readings: [{ type: 'identifier', value: digits }],
      digits,
      words: [digits],
    }
  return {
    end: number.end,
    readings: [{ type: 'number', value }],
    ...(digits === undefined ? {} : { digits: negative ? `-${digits}` : digits }),
    words: [value],
  }
}

/** Leading zeros and more digits than a number has that is calculated with. */
function isCode(digits: string): boolean {
  return /^0[0-9]/.test(digits) || (digits.length > 15 && !digits.includes('.'))
}

/** A number with all that belongs to it: sign, currency, percent, unit. */
export function quantityAt(context: ReadingContext, at: number): Reading | null {
  const feet = feetAt(context, at)
  if (feet !== null) return feet
  const sign = signAt(context, at)
  const before = moneyBefore(context, sign.end, sign.negative)
  if (before !== null) return before
  if (sign.end === at) {
    const leading = percentBefore(context, at)
    if (leading !== null) return leading
  }
  const number = numeralAt(context, sign.end)
  if (number === null) return null
  const isFollowed = (end: number) =>
    unitAt(context, end) !== null ||
    currencyAfter(context, end) !== null ||
    readPhrase(context.tables.percentAfter, context.lexemes, end) !== null ||
    (gapBefore(context, end) === '' && context.lexemes[end]?.kind === 'word')
  const money = moneyAfter(context, number, sign.negative, isFollowed)
  const measure = measureAfter(context, number, sign.negative)
  if (money !== null && measure !== null && money.end === measure.end)
    return { ...money, readings: [...money.readings, ...measure.readings] }
  if (measure !== null && measure.end >= (money?.end ?? 0)) return measure
  return money ?? percent(context, number, sign.negative) ?? plain(number, sign.negative)
}
