import { halfHourClock } from '#lib/engines/validation/text/grammars/half-hour-clock.ts'
import type { HalfHourClock } from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import type { JoinedCardinals } from '#lib/engines/validation/text/grammars/joined-cardinals.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import type { NorthernDates } from '#lib/engines/validation/text/grammars/northern-dates.ts'
import { northernDates } from '#lib/engines/validation/text/grammars/northern-dates.ts'
import type { Cardinal, Grammar, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import {
  phraseList,
  withFolds,
  wordMap,
  wordSet,
} from '#lib/engines/validation/text/grammars/word-tables.ts'

/** What a language says around its values, as lists: words parted by spaces, phrases by commas. */
export type NorthernPhrases = {
  fillers: string
  polite: string
  negations: string
  negationPatterns: readonly RegExp[]
  conditions: string
  harmless: string
  questions: string
  approximators: string
  articles: string
  yes: string
  no: string
  functionWords: string
}

/** Tables that make a grammar of a language that joins its numbers and counts half hours towards the next hour. */
export type NorthernWords = {
  language: string
  fold: (word: string) => string
  numbers: JoinedCardinals
  ordinal: Reader<{ value: string }>
  scales: Record<string, string>
  digits: ReadonlyMap<string, number>
  letters?: Readonly<Record<string, string>>
  minus: string
  decimal: string
  and: string
  fractions: ReadonlyMap<string, string>
  percent: string
  /** `unit: words; unit: words` */
  units: string
  currencies: string
  subunits: string
  subunitOf: string
  months: ReadonlyMap<string, number>
  weekdays: ReadonlyMap<string, number>
  clock: Omit<HalfHourClock, 'cardinal' | 'amounts' | 'and'>
  dates: Omit<NorthernDates, 'cardinal' | 'amounts' | 'months' | 'weekdays'>
  phrases: NorthernPhrases
}

const decimals = (rows: Record<string, string>) =>
  new Map(
    Object.entries(rows).flatMap(([value, list]) =>
      [...wordSet(list)].map((word) => [word, value] as const),
    ),
  )

/** `siebzehn B` is 17B: a spoken number and a single capital letter, as seats, rooms and gates have them. */
function seatCode(cardinal: Reader<Cardinal>): Reader<{ value: string }> {
  return (lexemes, at) => {
    const number = lexemes[at]?.kind === 'word' ? cardinal(lexemes, at) : null
    if (number === null || number.article === true || !/^\d{1,2}$/.test(number.value)) return null
    const letter = lexemes[number.end]
    if (letter === undefined || letter.glued || !letter.capital || !/^[a-hjk]$/.test(letter.text))
      return null
    const next = lexemes[number.end + 1]
    // `drei E-Mails`, `fünf A. Meier`
    if (
      next !== undefined &&
      (next.glued || next.text.startsWith('mail')) &&
      !/^[.,;!?]$/.test(next.text)
    )
      return null
    return { value: number.value + letter.text.toUpperCase(), end: number.end + 1 }
  }
}

/** Grammar of the tables; what a language has beyond them is added to the result. */
export function northernGrammar(words: NorthernWords): Grammar {
  const { fold, phrases } = words
  const folded = <T>(map: ReadonlyMap<string, T>) => withFolds(map, fold)
  const set = (text: string) => new Set([...wordSet(text)].flatMap((word) => [word, fold(word)]))
  const list = (text: string) => [
    ...new Set(phraseList(text).flatMap((phrase) => [phrase, fold(phrase)])),
  ]
  const units = folded(new Map([...latinUnits, ...wordMap(words.units)]))
  const currencies = folded(wordMap(words.currencies))
  const subunits = folded(new Map([...wordSet(words.subunits)].map((word) => [word, '0.01'])))
  const percent = phraseList(words.percent)
  const counted = new Set([...units.keys(), ...currencies.keys(), ...subunits.keys(), ...percent])
  // one letter may be anything
  const amounts = (word: string) => word.length > 1 && counted.has(word)
  const months = folded(words.months)
  const weekdays = folded(words.weekdays)
  const and = set(words.and)
  const cardinal = words.numbers.read
  return {
    language: words.language,
    decimalComma: true,
    cardinal,
    ordinal: words.ordinal,
    scales: folded(decimals(words.scales)),
    digitWords: folded(new Map([...words.digits].map(([word, value]) => [word, String(value)]))),
    letterNames: new Map(Object.entries(words.letters ?? {})),
    minus: set(words.minus),
    decimalWords: set(words.decimal),
    and,
    fractions: folded(words.fractions),
    percentAfter: percent,
    units,
    currencies,
    subunits,
    subunitOf: words.subunitOf,
    months,
    weekdays,
    clock: halfHourClock({ ...words.clock, cardinal, amounts, and }),
    date: northernDates({ ...words.dates, cardinal, amounts, months, weekdays }),
    fillers: set(phrases.fillers),
    polite: list(phrases.polite),
    negations: list(phrases.negations),
    negationPatterns: phrases.negationPatterns,
    conditions: list(phrases.conditions),
    harmless: list(phrases.harmless),
    questions: list(phrases.questions),
    approximators: list(phrases.approximators),
    code: seatCode(cardinal),
    fold,
    articles: set(phrases.articles),
    yes: set(phrases.yes),
    no: set(phrases.no),
    functionWords: set(phrases.functionWords),
  }
}
