import { amountsOf, amountsOfWord } from '#lib/engines/validation/text/amounts.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { units } from '#lib/engines/validation/text/units.ts'

const sliced = ({ source }: TokenText, { start, end }: Token) => source.slice(start, end)

const dimensionOf = ({ readings: [first] }: Token) =>
  first?.type === 'measure' ? first.dimension : first?.type === 'duration' ? 'duration' : null

/** Whether the value is counted in what the word names, whatever of it (`minutes` and `an hour`). */
export function namesUnit(word: string, had: Token, language: string): boolean {
  const { currencies, subunits, units: names, months, weekdays } = grammarOf(language)
  if (had.kind === 'money')
    return namesCurrency(currencies.get(word), had) || (subunits.has(word) && hasCents(had))
  const unit = names.get(word)
  if (unit !== undefined && (had.kind === 'measure' || had.kind === 'duration')) {
    const dimension = units.get(unit)?.dimension
    return dimension === dimensionOf(had) || dimension === 'degree' || dimensionOf(had) === 'degree'
  }
  if (had.kind === 'percent' && /^(?:per|pro|por|pour|cent|percent|prozent|procent)/u.test(word))
    return true
  return had.kind === 'date' && namesDay(word, had, months, weekdays)
}

/** A dollar may be meant as another one. */
const dollars = /^(?:USD|CAD|AUD|NZD|HKD|SGD|MXN|TWD)$/

const namesCurrency = (code: string | undefined, { readings }: Token) =>
  code !== undefined &&
  readings.some(
    (money) =>
      money.type === 'money' &&
      (money.currency === code || (dollars.test(code) && dollars.test(money.currency))),
  )

const hasCents = ({ readings }: Token) =>
  readings.some((money) => money.type === 'money' && money.value.includes('.'))

function namesDay(
  word: string,
  { readings }: Token,
  months: ReadonlyMap<string, number>,
  weekdays: ReadonlyMap<string, number>,
): boolean {
  const [month, weekday] = [months.get(word), weekdays.get(word)]
  return readings.some(
    (date) =>
      date.type === 'date' &&
      ((month !== undefined && date.month === month) ||
        (weekday !== undefined && (date.weekday === weekday || date.weekday === null))),
  )
}

const sizeOf = (token: Token) =>
  Math.max(0, ...[...amountsOf(token)].map((one) => Math.abs(Number(one)) || 0))

/** Words that are heard in a value without being written in it. */
function heardIn(word: string, token: Token, text: TokenText): boolean {
  const { scales, decimalWords, minus, plus, fractions } = grammarOf(text.language)
  const written = sliced(text, token)
  const scale = Number(scales.get(word) ?? NaN)
  if (scale <= sizeOf(token)) return true
  if (decimalWords.has(word) && /\p{Nd}[.,]\p{Nd}/u.test(written)) return true
  if (minus.has(word) && /^[-−–]/u.test(written)) return true
  if (plus?.has(word) === true && /^\+/.test(written)) return true
  const parts = [...amountsOf(token)]
  if (fractions.has(word))
    return (
      /[/½¼¾]/u.test(written) ||
      parts.some((one) => ['0.5', '0.25', '0.75', '15', '30', '45'].includes(one))
    )
  const timeWord = token.kind === 'time' && token.words?.includes(word) === true
  return timeWord || namesUnit(word, token, text.language)
}

const structured = new Set<Token['kind']>([
  'time',
  'date',
  'identifier',
  'money',
  'duration',
  'percent',
])

/** Whether the figures stand in the value as a group of their own: `12` in `12:30`, `20` in `$5.20`. */
function groupIn(figures: string, token: Token, text: TokenText): boolean {
  if (!structured.has(token.kind)) return false
  const written = sliced(text, token)
  const grouped = token.kind === 'money' || token.kind === 'duration' || token.kind === 'percent'
  // `1,000` is no 1.
  const plain = grouped
    ? written.replaceAll(/(?<=\p{Nd})[,.'’\u00a0\u202f ](?=\p{Nd}{3}(?!\p{Nd}))/gu, '')
    : written
  const groups = plain.split(/[^\p{Nd}]+/u)
  if (groups.length > 1 && groups.includes(figures)) return true
  return (token.kind === 'time' || token.kind === 'date') && amountsOf(token).has(figures)
}

/** The value of the reply of which the word or figure may only be a part, as it is written or spoken; null without one. */
export function insideValue(phrase: TokenText, text: TokenText): Token | null {
  const [wanted, ...more] = phrase.tokens
  if (wanted === undefined || more.length > 0) return null
  const typed = text.tokens.filter(({ kind }) => kind !== 'word')
  const letters = phrase.source.trim().toLowerCase()
  const unspaced = grammarOf(text.language).unspaced === true && !/^[\p{Nd}a-z]+$/u.test(letters)
  return (
    typed.find((token) => {
      if (unspaced && sliced(text, token).includes(letters)) return true
      if (wanted.kind === 'word') return heardIn(wanted.key, token, text)
      return wanted.digits !== undefined && groupIn(wanted.digits, token, text)
    }) ?? null
  )
}

/** Whether a word only counts: it is a part of the number and no unit (`hundred`, `five`). */
export function isNumberWord(word: string, language: string): boolean {
  const { scales, fractions, digitWords, units: names, currencies } = grammarOf(language)
  if (names.has(word) || currencies.has(word) || fractions.has(word)) return false
  return scales.has(word) || digitWords.has(word) || amountsOfWord(word, language).length > 0
}
