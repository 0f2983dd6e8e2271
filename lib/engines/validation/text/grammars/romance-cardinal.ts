import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

export type NumberPart = { value: number; end: number }
type PartReader = (lexemes: readonly Lexeme[], at: number) => NumberPart | null

/** Number words of a Romance language, as the reader of cardinals needs them. */
export type RomanceNumbers = {
  /** longest number from 1 to 999 */
  belowThousand: PartReader
  thousand: ReadonlySet<string>
  /** `million` -> 1e6 */
  millions: ReadonlyMap<string, number>
  zero: ReadonlySet<string>
  /** may stand between thousands and the rest: Portuguese `e` */
  groupJoin: ReadonlySet<string>
  /** `et demi` after a million */
  halfJoin: ReadonlySet<string>
  half: ReadonlySet<string>
  /** words that are articles as well, and the words before one that make it a number: `numéro un` */
  articles: ReadonlySet<string>
  /** `mille et une nuits`: what joins a thousand and the feminine one before a plural */
  thousandAnd?: { join: ReadonlySet<string>; one: ReadonlySet<string> }
  counted: ReadonlySet<string>
  /** words after one that make it a number: `un virgule cinq` */
  counting: ReadonlySet<string>
  /** numbers written as one word from 1000 on: `duemilaventi` */
  wholeWord?: (word: string) => number | null
}

/** Words below a thousand of the languages that build them alike (es, pt, it, ca). */
export type LowNumbers = {
  /** 1 to 29 and whatever else is one word */
  ones: ReadonlyMap<string, number>
  tens: ReadonlyMap<string, number>
  /** `y` of `treinta y uno`; `joinNeeded`: without it tens and ones are two numbers */
  tensJoin: ReadonlySet<string>
  joinNeeded: boolean
  hundreds: ReadonlyMap<string, number>
  /** `cien`: a hundred and nothing after it */
  exactHundred: ReadonlySet<string>
  /** `cento` in `due cento` */
  timesHundred: ReadonlySet<string>
  hundredJoin: ReadonlySet<string>
}

const hyphens = new Set(['-', '‐', '‑'])
export const noWords: ReadonlySet<string> = new Set()

/** Whether two lexemes are joined by a hyphen without spaces, as in `vingt-deux`. */
export function isHyphen(lexemes: readonly Lexeme[], at: number): boolean {
  const lexeme = lexemes[at]
  if (lexeme?.kind !== 'sign' || !lexeme.glued) return false
  return hyphens.has(lexeme.text) && lexemes[at + 1]?.glued === true
}

/** The place of the next word, past a hyphen. */
export function pastHyphen(lexemes: readonly Lexeme[], at: number): number {
  return isHyphen(lexemes, at) ? at + 1 : at
}

/** The word at a place, empty where something else or nothing stands. */
export function wordAt(lexemes: readonly Lexeme[], at: number): string {
  const lexeme = lexemes[at]
  return lexeme?.kind === 'word' ? lexeme.text : ''
}

/** The place past one of the words (and the hyphens around it), or null. */
export function pastWord(
  lexemes: readonly Lexeme[],
  at: number,
  allowed: ReadonlySet<string>,
): number | null {
  const next = pastHyphen(lexemes, at)
  return allowed.has(wordAt(lexemes, next)) ? pastHyphen(lexemes, next + 1) : null
}

/** The same keys, and each without its accents: speech recognition leaves them out. */
export function plainToo<T>(entries: Iterable<readonly [string, T]>): Map<string, T> {
  const map = new Map<string, T>()
  for (const [key, value] of entries) {
    map.set(key, value)
    const plain = key.normalize('NFD').replace(/\p{M}/gu, '')
    if (!map.has(plain)) map.set(plain, value)
  }
  return map
}

/** `one two,zwo three` -> 1, 2, 2, 3 from `first` in steps of `step`, with and without accents. */
export function numberTable(list: string, first: number, step = 1): Map<string, number> {
  return plainToo(
    list
      .split(' ')
      .flatMap((forms, index) =>
        forms.split(',').map((form) => [form, first + index * step] as const),
      ),
  )
}

function belowHundred(low: LowNumbers, lexemes: readonly Lexeme[], at: number): NumberPart | null {
  const word = wordAt(lexemes, at)
  const ten = low.tens.get(word)
  if (ten === undefined) {
    const one = low.ones.get(word)
    return one === undefined ? null : { value: one, end: at + 1 }
  }
  const joined = pastWord(lexemes, at + 1, low.tensJoin)
  const next = joined ?? (low.joinNeeded ? null : pastHyphen(lexemes, at + 1))
  const unit = next === null ? undefined : low.ones.get(wordAt(lexemes, next))
  if (next === null || unit === undefined || unit > 9) return { value: ten, end: at + 1 }
  return { value: ten + unit, end: next + 1 }
}

/** Reader of 1 to 999 from a table. */
export function belowThousandOf(low: LowNumbers): PartReader {
  const rest = (lexemes: readonly Lexeme[], hundreds: NumberPart): NumberPart => {
    const joined = pastWord(lexemes, hundreds.end, low.hundredJoin)
    const next = belowHundred(low, lexemes, joined ?? pastHyphen(lexemes, hundreds.end))
    return next === null ? hundreds : { value: hundreds.value + next.value, end: next.end }
  }
  return (lexemes, at) => {
    const word = wordAt(lexemes, at)
    if (low.exactHundred.has(word)) return { value: 100, end: at + 1 }
    const hundred = low.hundreds.get(word)
    if (hundred !== undefined) {
      const part = { value: hundred, end: at + 1 }
      return hundred % 100 === 0 ? rest(lexemes, part) : part
    }
    const one = low.ones.get(word)
    const times =
      one !== undefined && one > 1 && one < 10 ? pastWord(lexemes, at + 1, low.timesHundred) : null
    if (one !== undefined && times !== null) return rest(lexemes, { value: one * 100, end: times })
    return belowHundred(low, lexemes, at)
  }
}

function belowMillion(
  numbers: RomanceNumbers,
  lexemes: readonly Lexeme[],
  at: number,
): NumberPart | null {
  const whole = numbers.wholeWord?.(wordAt(lexemes, at)) ?? null
  const first = whole === null ? numbers.belowThousand(lexemes, at) : null
  let thousands: NumberPart
  if (whole !== null) thousands = { value: whole, end: at + 1 }
  else {
    const next = pastHyphen(lexemes, first?.end ?? at)
    if (!numbers.thousand.has(wordAt(lexemes, next))) return first
    thousands = { value: (first?.value ?? 1) * 1000, end: next + 1 }
  }
  if (thousands.value % 1000 !== 0) return thousands
  const joined = pastWord(lexemes, thousands.end, numbers.groupJoin)
  const rest = numbers.belowThousand(lexemes, joined ?? pastHyphen(lexemes, thousands.end))
  if (rest !== null) return { value: thousands.value + rest.value, end: rest.end }
  const { thousandAnd } = numbers
  const one = thousandAnd && pastWord(lexemes, thousands.end, thousandAnd.join)
  if (typeof one !== 'number' || !thousandAnd?.one.has(wordAt(lexemes, one))) return thousands
  // `mille et une nuits`, not `mille et une fille`
  return wordAt(lexemes, one + 1).endsWith('s')
    ? { value: thousands.value + 1, end: one + 1 }
    : thousands
}

/** Reads 1 and more; millions and above come with the number before them. */
function readValue(
  numbers: RomanceNumbers,
  lexemes: readonly Lexeme[],
  at: number,
): NumberPart | null {
  let total: NumberPart | null = null
  let smallest = Infinity
  let next = at
  for (;;) {
    const group = belowMillion(numbers, lexemes, next)
    if (group === null) return total
    const place = pastHyphen(lexemes, group.end)
    const scale = numbers.millions.get(wordAt(lexemes, place))
    const before: number = total?.value ?? 0
    if (scale === undefined) return { value: before + group.value, end: group.end }
    if (scale >= smallest) return total
    total = { value: before + group.value * scale, end: place + 1 }
    const and = pastWord(lexemes, place + 1, numbers.halfJoin)
    if (and !== null && numbers.half.has(wordAt(lexemes, and)))
      return { value: total.value + scale / 2, end: and + 1 }
    smallest = scale
    next = pastWord(lexemes, place + 1, numbers.groupJoin) ?? pastHyphen(lexemes, place + 1)
  }
}

/** Reader of cardinals in words. */
export function romanceCardinal(numbers: RomanceNumbers): Reader<Cardinal> {
  return (lexemes, at) => {
    const word = wordAt(lexemes, at)
    if (word === '') return null
    if (numbers.zero.has(word)) return { value: '0', end: at + 1 }
    const read = readValue(numbers, lexemes, at)
    if (read === null) return null
    const found = { value: String(read.value), end: read.end }
    const article =
      read.end === at + 1 &&
      numbers.articles.has(word) &&
      !numbers.counted.has(wordAt(lexemes, at - 1)) &&
      !numbers.counting.has(wordAt(lexemes, at + 1))
    return article ? { ...found, article: true } : found
  }
}
