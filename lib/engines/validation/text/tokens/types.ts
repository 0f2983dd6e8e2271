/** A decimal in canonical form: `-12.5`, no grouping, no leading or trailing zeros, `0` for every zero. */
export type Decimal = string

/**
 * What a piece of text means. One text may have several readings ("7:30" is morning or evening, "seven thirty" is a
 * time or the digits 730); the first is the likeliest.
 */
export type TypedValue =
  | { type: 'number'; value: Decimal }
  | { type: 'ordinal'; value: Decimal }
  | { type: 'percent'; value: Decimal }
  /** `currency` is ISO 4217; a bare `$` is USD, `¥` JPY (CNY in zh) */
  | { type: 'money'; value: Decimal; currency: string }
  /** in the base unit of its dimension, so that 1 km equals 1000 m; `dimension` is `length`, `celsius`, … */
  | { type: 'measure'; value: Decimal; dimension: string }
  | { type: 'duration'; seconds: Decimal }
  /** minutes of the day 0..1439, and an offset from UTC in minutes where the text names one */
  | { type: 'time'; minutes: number; offset: number | null }
  /** null: the text does not say; `weekday` 1 (Monday) to 7 */
  | {
      type: 'date'
      year: number | null
      month: number | null
      day: number | null
      weekday: number | null
    }
  /** digit strings, codes, phone numbers, versions: upper case, without separators; never calculated with */
  | { type: 'identifier'; value: string }

export type TypedKind = TypedValue['type']

/** A word, number, date … of a text. */
export type Token = {
  kind: 'word' | TypedKind
  /** equal keys mean the same: the folded word, or the first reading written out */
  key: string
  /** empty for words */
  readings: readonly TypedValue[]
  /** place in the source, UTF-16 */
  start: number
  end: number
  /** the digits as written, separators aside (`007`, `1.10` -> `1.10`), for comparisons with identifiers */
  digits?: string
  /** of typed tokens, what it counts as in word error rates: the number as said and its unit (`5`, `kilometre`) */
  words?: readonly string[]
  /** of words, the number that it may be: 1 of `ein`, of `one` where it is a pronoun */
  maybe?: Decimal
}

/** A text cut into tokens. */
export type TokenText = {
  source: string
  language: string
  tokens: readonly Token[]
  /** keys joined by a space (by nothing where words are not spaced) */
  text: string
}
