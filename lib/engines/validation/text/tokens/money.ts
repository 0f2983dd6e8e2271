import { add, isWhole, multiply, negate } from '#lib/engines/validation/text/decimal.ts'
import { numeralAt, type Numeral } from '#lib/engines/validation/text/tokens/numerals.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import {
  gapBefore,
  gluedSign,
  textAt,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import type { Decimal } from '#lib/engines/validation/text/tokens/types.ts'

const signs: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '฿': 'THB',
  '₺': 'TRY',
  '₪': 'ILS',
  '₫': 'VND',
  '₴': 'UAH',
  '₦': 'NGN',
  '₱': 'PHP',
  '₡': 'CRC',
  '₸': 'KZT',
  '₿': 'BTC',
}
/** Letters before a dollar sign. */
const dollars: Readonly<Record<string, string>> = {
  us: 'USD',
  u: 'USD',
  ca: 'CAD',
  c: 'CAD',
  can: 'CAD',
  a: 'AUD',
  au: 'AUD',
  nz: 'NZD',
  hk: 'HKD',
  s: 'SGD',
  sg: 'SGD',
  mx: 'MXN',
  r: 'BRL',
  nt: 'TWD',
}
const codes = new Set(
  (
    'usd eur gbp jpy inr krw rub thb ils vnd uah cny rmb chf sek nok dkk pln czk huf bgn cad aud nzd hkd sgd mxn brl aed ' +
    'qar kwd bhd omr jod idr myr php twd ngn isk'
  ).split(' '),
)
/** Codes that are words of some language when they are not in capitals. */
const wordCodes = new Set('try ron ars clp cop pen zar sar egp mad kes'.split(' '))

/** Currencies beside the dollar of the United States that are written with `$`. */
const dollarSigns = new Set('MXN ARS COP CLP CAD AUD NZD SGD HKD TWD'.split(' '))

type Currency = { code: string; end: number }

const signTexts = new Set(Object.keys(signs))
const isSign = (text: string) => signTexts.has(text)

function signCode({ tables }: ReadingContext, sign: string): string {
  return sign === '¥' && tables.primary === 'zh' ? 'CNY' : (signs[sign] ?? '')
}

function codeAt({ lexemes, source }: ReadingContext, at: number): Currency | null {
  const lexeme = lexemes[at]
  if (lexeme?.text.length !== 3) return null
  const code = lexeme.text.toUpperCase()
  const written = source.slice(lexeme.start, lexeme.end)
  if (!codes.has(lexeme.text) && !(wordCodes.has(lexeme.text) && written === code)) return null
  return { code: code === 'RMB' ? 'CNY' : code, end: at + 1 }
}

/** `$`, `US$`, `USD`, `Rs.` before the number. */
function currencyBefore(context: ReadingContext, at: number): Currency | null {
  const text = textAt(context, at)
  if (isSign(text)) return { code: signCode(context, text), end: at + 1 }
  const lexeme = context.lexemes[at]
  if (lexeme?.kind !== 'word') return null
  const dollar = dollars[text]
  if (dollar !== undefined && gluedSign(context, at + 1, '$')) return { code: dollar, end: at + 2 }
  if (text === 'rs' || text === '₨') {
    const end = gluedSign(context, at + 1, '.') ? at + 2 : at + 1
    return { code: 'INR', end }
  }
  return codeAt(context, at)
}

/** A sign, a code or a word after the number. */
export function currencyAfter(context: ReadingContext, at: number): Currency | null {
  const text = textAt(context, at)
  if (isSign(text)) {
    const next = context.lexemes[at + 1]
    // `5 $20` are two things: the sign belongs to what follows it.
    const before = next?.kind === 'digits' && next.glued && gapBefore(context, at) !== ''
    return before ? null : { code: signCode(context, text), end: at + 1 }
  }
  const word = readPhrase(context.tables.currencies, context.lexemes, at)
  if (word !== null) return { code: word.value, end: word.end }
  const dollar = dollars[text]
  if (dollar !== undefined && gluedSign(context, at + 1, '$')) return { code: dollar, end: at + 2 }
  return codeAt(context, at)
}

/** `and twenty cents`, `twenty cents`; `zwanzig` alone after the currency. */
function cents(
  context: ReadingContext,
  at: number,
  currency: string,
  isFollowed: (end: number) => boolean,
): { value: Decimal; end: number } | null {
  const { lexemes, tables } = context
  const and = readPhrase(tables.and, lexemes, at)
  const number = numeralAt(context, and?.end ?? at)
  if (number === null || !isWhole(number.value) || number.value.length > 2) return null
  const sign = isSign(textAt(context, at - 1))
  if (gapBefore(context, at).length > 1 || (sign && gapBefore(context, at) !== '')) return null
  const sub = readPhrase(tables.subunits, lexemes, number.end)
  if (sub !== null) {
    const own = tables.grammar.subunitsOf?.get(textAt(context, number.end)) ?? currency
    return own === currency ? { value: multiply(number.value, sub.value), end: sub.end } : null
  }
  const digits = number.digits ?? number.value
  // `cinco euros con veinte` says cents, `five dollars and twenty people` does not
  if (and !== null && lexemes[number.end]?.kind === 'word') return null
  if (number.needsUnit || digits.length !== 2 || isFollowed(number.end)) return null
  return { value: multiply(number.value, '0.01'), end: number.end }
}

function money(value: Decimal, currency: string, end: number): Reading {
  return {
    end,
    readings: [{ type: 'money', value, currency }],
    words: [value, currency.toLowerCase()],
  }
}

/** `$5.20`, `€ 5`, `US$ 20 million`, `EUR 5`, `$-5`, `¢3`. */
export function moneyBefore(
  context: ReadingContext,
  at: number,
  negative: boolean,
): Reading | null {
  if (textAt(context, at) === '¢') {
    const number = numeralAt(context, at + 1)
    if (number === null) return null
    return money(multiply(number.value, '0.01'), 'USD', number.end)
  }
  const currency = currencyBefore(context, at)
  if (currency === null) return null
  const minus = gluedSign(context, currency.end, '-−')
  const start = minus ? currency.end + 1 : currency.end
  const isNumber = context.lexemes[start]?.kind === 'digits' || textAt(context, start) === '.'
  if (!isNumber) return null
  let number = numeralAt(context, start)
  if (number === null) return null
  const suffix = context.lexemes[number.end]
  const power = suffix?.glued
    ? { k: '1000', m: '1000000', bn: '1000000000' }[suffix.text]
    : undefined
  if (power !== undefined)
    number = { ...number, value: multiply(number.value, power), end: number.end + 1 }
  // `US$20 USD`, `$20 dollars`: said twice
  const again = isSign(textAt(context, number.end)) ? null : currencyAfter(context, number.end)
  // `$100 pesos`: the word says whose sign it is
  const named = textAt(context, at) === '$' && again !== null && dollarSigns.has(again.code)
  const end = again !== null && (named || again.code === currency.code) ? again.end : number.end
  const value = negative !== minus ? negate(number.value) : number.value
  return money(value, named ? again.code : currency.code, end)
}

/** What stands after a number: `5 €`, `five dollars and twenty cents`, `20 USD`, `3 cents`. */
export function moneyAfter(
  context: ReadingContext,
  number: Numeral,
  negative: boolean,
  isFollowed: (end: number) => boolean,
): Reading | null {
  const { lexemes, tables } = context
  const sign = (value: Decimal) => (negative ? negate(value) : value)
  const currency = currencyAfter(context, number.end)
  if (currency !== null) {
    const part = isWhole(number.value)
      ? cents(context, currency.end, currency.code, isFollowed)
      : null
    if (part !== null) return money(sign(add(number.value, part.value)), currency.code, part.end)
    return money(sign(number.value), currency.code, currency.end)
  }
  if (textAt(context, number.end) === '¢')
    return money(sign(multiply(number.value, '0.01')), 'USD', number.end + 1)
  const sub = readPhrase(tables.subunits, lexemes, number.end)
  const of = tables.grammar.subunitsOf?.get(textAt(context, number.end)) ?? tables.grammar.subunitOf
  if (sub === null || of === undefined) return null
  return money(sign(multiply(number.value, sub.value)), of, sub.end)
}
