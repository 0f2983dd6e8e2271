import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/**
 * The smallest piece that grammars see: of the NFKC form, lower case by the language's rules, apostrophes as `'`, digits of
 * all scripts as 0-9, format characters (soft hyphen, zero width, bidi marks) dropped.
 */
export type Lexeme = {
  /** a run of letters and marks (an apostrophe or inner `·` may stand inside), a run of digits, or one other character */
  kind: 'word' | 'digits' | 'sign'
  text: string
  /** nothing stands between it and the lexeme before, as in `12a`, `2.5` or any two characters of an unspaced script */
  glued: boolean
  /** it began with a capital letter in the source */
  capital: boolean
  /** place in the source, UTF-16 */
  start: number
  end: number
}

/** Lexemes `at` (inclusive) to `end` (exclusive) read as something typed. */
export type Found<T> = (T & { end: number }) | null
/** Parts of a whole: 2 and 3 in `two thirds`. */
export type Share = { over: string; under: string }
export type Reader<T> = (lexemes: readonly Lexeme[], at: number) => Found<T>

/** A cardinal in words as a plain decimal string without grouping: `two hundred fifty` -> `250`. */
export type Cardinal = {
  value: string
  /** the single word is an article as well (`ein`, `un`, `bir`): a number only beside a unit or another number */
  article?: true
}

/**
 * What the tokeniser must know of a language. One file each, named for its primary subtag, registered in `registry.ts`.
 * The core reads digits, grouping, ISO dates and times, `7:30`, signs ($, €, %, °), codes and digit strings by itself, with
 * the tables given here; a grammar reads what is said in words. Maps are keyed by the lexeme's `text` (several lexemes
 * joined by one space where a phrase is allowed; joined by nothing in an unspaced script).
 */
export type Grammar = {
  language: string
  /** words are not spaced: word and Han/kana/Thai lexemes are single characters until the core cuts the rest into words */
  unspaced?: true
  decimalComma?: true
  /** thousands may be grouped by two as in 1,25,000 */
  lakh?: true

  /** longest cardinal in words from `at`; null when there is none. Digits are the core's, mixed forms (`20 million`) too. */
  cardinal: Reader<Cardinal>
  /** figures and scales of the language in one number, where one scale may follow another: `1万5000`, `1만 2천` */
  mixed?: Reader<{ value: string }>
  /** `third`, `3rd`, `3.` (only where a day or floor may stand), `dritten`, `第三` */
  ordinal?: Reader<{ value: string }>
  /** `million` -> `1000000`: may follow digits or a cardinal */
  scales: ReadonlyMap<string, string>
  /** words for single digits when a number is spoken digit by digit; also `oh` */
  digitWords: ReadonlyMap<string, string>
  /** `double` -> 2, `triple` -> 3 */
  repeats?: ReadonlyMap<string, number>
  /** two numbers side by side are one that is said by its halves: `nineteen ninety nine`, `five twenty four` */
  pairs?: true
  /** codes in words that are neither digit by digit nor in halves: `nineteen fifties` -> `1950S` */
  code?: Reader<{ value: string }>
  /** names of letters when spelled, beyond the letters themselves: `zett` -> `z`, `ypsilon` -> `y` */
  letterNames?: ReadonlyMap<string, string>
  minus: ReadonlySet<string>
  /** says that a number has no minus: `plus`, `positive`; not when a number stands before it */
  plus?: ReadonlySet<string>
  /** between whole and fraction: `point`, `komma` */
  decimalWords: ReadonlySet<string>
  /** joins parts of a value: `and` in `two dollars and ten cents`, `an hour and a half` */
  and: ReadonlySet<string>
  /** `half` -> `0.5`, `quarter` -> `0.25`: before a unit (`half an hour`) or after `and` (`two and a half`) */
  fractions: ReadonlyMap<string, string>
  /** a share in words, as written with a slash: `two thirds` is 2/3, `trois quarts` 3/4 */
  share?: Reader<Share>
  /** phrases after a number (`percent`, `per cent`) and before it (`yüzde`, `百分之`) */
  percentAfter: readonly string[]
  percentBefore?: readonly string[]
  /** word or abbreviation -> unit of `units.ts` (`km`, `celsius`, `minute`, …) */
  units: ReadonlyMap<string, string>
  /** word -> ISO 4217; the sign is the core's */
  currencies: ReadonlyMap<string, string>
  /** `cents` -> `0.01`: of the currency before it, or of `subunitOf` when it stands alone */
  subunits: ReadonlyMap<string, string>
  subunitOf?: string
  /** subunits of another currency than `subunitOf`: `rappen` -> `CHF` */
  subunitsOf?: ReadonlyMap<string, string>
  months: ReadonlyMap<string, number>
  /** Monday is 1 */
  weekdays: ReadonlyMap<string, number>
  /** clock times in words or words around digits: `half past seven`, `halb acht`, `7 uhr 30`, `7 pm`, `下午三点半` */
  clock?: Reader<{ readings: [TypedValue, ...TypedValue[]] }>
  /** dates with words in them: `3rd of may 2025`, `3. mai`, `le 3 mai`, `5月3日` */
  date?: Reader<{ readings: [TypedValue, ...TypedValue[]] }>

  /** said without meaning; never a word that is also a name or content in this language */
  fillers: ReadonlySet<string>
  /** fillers only where one of the words follows in the sentence: French `ne` before `pas`, which it repeats */
  fillersBefore?: ReadonlyMap<string, ReadonlySet<string>>
  /** whole phrases that add nothing to an answer: greetings, thanks, `of course`, `is there anything else` */
  polite: readonly string[]
  /** words (or phrases) that turn a statement round, and prefixes or endings that do so inside a word */
  negations: readonly string[]
  negationPatterns?: readonly RegExp[]
  /** words that make a statement conditional or doubtful: `if`, `unless`, `maybe`, `would`, `failed`, `unable`, `cannot` */
  conditions: readonly string[]
  /** phrases that hold a negation but deny nothing: `no problem`, `not only`, `kein problem` */
  harmless: readonly string[]
  /** words that make a question of a sentence without a question mark */
  questions?: readonly string[]
  /** says that a value is a guess or a bound: `about`, `up to`, `more than` */
  approximators: readonly string[]
  /**
   * how signs between numbers are said, the commonest way first: `-` of `5-7` is `to`, `×` `times`, `#` `number`; `@` and `.` in addresses.
   * What stands behind the first one is only taken for it where a transcript is compared.
   */
  signs?: Readonly<Record<string, readonly string[]>>
  /** abbreviations with their points and what is read out for them: `z. B.` -> `zum beispiel`, `etc.` -> `et cetera` */
  shortForms?: Readonly<Record<string, string>>
  /** written clock times have 24 hours, so that 7:00 is no evening */
  hours24?: true
  /** the form compared -> its other spellings */
  same?: Readonly<Record<string, readonly string[]>>
  /** cuts a word into its own letters before anything reads it: `3시에` is 3, 시, 에 */
  split?(word: string): readonly string[] | null
  /** contractions and elisions: `don't` -> `do not`, `l'aéroport` -> `l aéroport`; null leaves the word */
  expand?(word: string): readonly string[] | null
  /** the same for words that need their neighbours (`he's been` -> `he has been`, `Main St.`); asked before `expand` */
  expandAt?(lexemes: readonly Lexeme[], at: number): readonly string[] | null
  /** spelling differences that are none: ß/ss, œ/oe, vowel marks, tatweel */
  fold?(word: string): string
  /** articles and particles that may be missing in the value of an entity (`the airport` is `airport`) */
  articles: ReadonlySet<string>
  /** yes and no as answers of an entity */
  yes: ReadonlySet<string>
  no: ReadonlySet<string>
  /** words that carry grammar rather than content */
  functionWords: ReadonlySet<string>
  /** whether a word of the reply is an inflected form of one expected with `stem: true` */
  sameStem?(a: string, b: string): boolean
}
