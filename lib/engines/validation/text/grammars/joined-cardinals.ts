import { remembered } from '#lib/engines/validation/text/grammars/remembered.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** Number words of a language that writes them in one word; every spelling is folded. */
export type JoinedWords = {
  fold: (word: string) => string
  /** 0 to 99 with all spellings */
  small: ReadonlyMap<string, number>
  hundred: readonly string[]
  thousand: readonly string[]
  /** `million`, `millionen` -> 1e6, longest spelling first */
  scales: readonly (readonly [word: string, value: number])[]
  /** may stand between the hundreds and the rest, inside a word: `hundertundeins` */
  join: string
  /** `to hundre og fem` in several words is one number */
  joinsWords?: true
  /** single words, as written, that are the article as well: `een`, but not `één` */
  articles: ReadonlySet<string>
  /** end a whole number and add a half (`zweieinhalb`), longest first */
  halfEndings?: readonly string[]
  /** `eine halbe` is a half: fractions that an article may stand before, folded */
  fractions?: ReadonlyMap<string, string>
  /** values that follow no rule: `anderthalb` -> `1.5` */
  odd?: ReadonlyMap<string, string>
}

export type JoinedCardinals = {
  read: Reader<Cardinal>
  /** value of a folded word or of words written together, null when it is no number */
  parse: (word: string) => number | null
}

/** of words written together, letters */
const longestWord = 200
const mostWords = 16
/** words like `million` in one number */
const mostScales = 4

/** Splits `text` at the first of the spellings, longest spelling first. */
function splitAt(text: string, spellings: readonly string[]): [string, string] | null {
  for (const spelling of spellings) {
    const at = text.indexOf(spelling)
    if (at >= 0) return [text.slice(0, at), text.slice(at + spelling.length)]
  }
  return null
}

/** Parses words written together: `zweitausendfünfundzwanzig` -> 2025. */
function parserOf(words: JoinedWords): (text: string) => number | null {
  const tail = (rest: string, read: (text: string) => number | null): number | null => {
    if (rest === '') return 0
    const value = read(rest)
    if (value !== null && value > 0) return value
    return rest.startsWith(words.join) ? read(rest.slice(words.join.length)) : null
  }
  const upTo99 = (text: string) => words.small.get(text) ?? null
  const upTo9999 = (text: string): number | null => {
    const plain = upTo99(text)
    if (plain !== null) return plain
    const parts = splitAt(text, words.hundred)
    if (parts === null) return null
    const count = parts[0] === '' ? 1 : upTo99(parts[0])
    const rest = tail(parts[1], upTo99)
    return count === null || count === 0 || rest === null ? null : count * 100 + rest
  }
  const thousands = (text: string): number | null => {
    const parts = splitAt(text, words.thousand)
    if (parts === null) return upTo9999(text)
    const count = parts[0] === '' ? 1 : upTo9999(parts[0])
    const rest = tail(parts[1], upTo9999)
    if (count === null || count === 0 || count > 999 || rest === null || rest > 999) return null
    return count * 1000 + rest
  }
  const scaled = (text: string): number | null => {
    for (const [spelling, value] of words.scales) {
      const parts = splitAt(text, [spelling])
      if (parts === null) continue
      const count = thousands(parts[0])
      const rest = tail(parts[1], scaled)
      if (count === null || count === 0 || count > 999 || rest === null || rest >= value)
        return null
      return count * value + rest
    }
    return thousands(text)
  }
  return (text) => (text === '' || text.length > longestWord ? null : scaled(text))
}

/** Words that are not made of the others, so that every number word can be cut in one way only. */
function indivisible(parts: readonly string[]): string[] {
  const kept: string[] = []
  for (const part of [...parts].sort((a, b) => a.length - b.length))
    if (kept.length === 0 || !new RegExp(`^(?:${kept.join('|')})+$`).test(part)) kept.push(part)
  return lengthFirst(kept)
}

const lengthFirst = (list: Iterable<string>) => [...list].sort((a, b) => b.length - a.length)

/** Words from `at` on that are built of number words only, with the place after each. */
function numberWords(
  lexemes: readonly Lexeme[],
  at: number,
  words: JoinedWords,
  made: RegExp,
): { texts: string[]; ends: number[] } {
  const texts: string[] = []
  const ends: number[] = []
  let scales = 0
  for (let index = at; index < lexemes.length && texts.length < mostWords; index++) {
    const lexeme = lexemes[index]
    if (lexeme === undefined) break
    if (lexeme.kind === 'sign' && lexeme.text === '-' && lexeme.glued && texts.length > 0) continue
    if (lexeme.kind !== 'word') break
    const text = words.fold(lexeme.text)
    if (text === words.join) {
      const before = texts.at(-1) ?? ''
      if (words.joinsWords !== true || !endsScale(before, words)) break
    } else if (!made.test(text)) break
    if (words.scales.some(([spelling]) => spelling === text) && ++scales > mostScales) break
    texts.push(text)
    ends.push(index + 1)
  }
  return { texts, ends }
}

function endsScale(text: string, words: JoinedWords): boolean {
  return (
    [...words.hundred, ...words.thousand].some((spelling) => text.endsWith(spelling)) ||
    words.scales.some(([spelling]) => text.endsWith(spelling))
  )
}

/** Reads cardinals in languages that join them (`fünfundzwanzig`, `femogtyve`), in one word or in several. */
export function joinedCardinals(words: JoinedWords): JoinedCardinals {
  const sorted: JoinedWords = {
    ...words,
    hundred: lengthFirst(words.hundred),
    thousand: lengthFirst(words.thousand),
  }
  const parse = parserOf(sorted)
  const parts = lengthFirst([
    ...words.small.keys(),
    ...words.hundred,
    ...words.thousand,
    ...words.scales.map(([spelling]) => spelling),
  ])
  const starts = new Set(parts.map((part) => part.slice(0, 2)))
  const made = new RegExp(`^(?:${indivisible([...parts, words.join]).join('|')}){1,30}$`)
  const half = (text: string): string | null => {
    const odd = words.odd?.get(text)
    if (odd !== undefined) return odd
    for (const ending of words.halfEndings ?? []) {
      const whole = text.endsWith(ending) ? parse(text.slice(0, -ending.length)) : null
      if (whole !== null) return `${String(whole)}.5`
    }
    return null
  }
  const scaleWords = new Set([
    ...words.hundred,
    ...words.thousand,
    ...words.scales.map(([spelling]) => spelling),
  ])
  const isScale = (text: string | undefined) => text !== undefined && scaleWords.has(text)
  const counted = new Set(words.scales.map(([spelling]) => spelling))
  const readOnce: Reader<Cardinal> = (lexemes, at) => {
    const first = lexemes[at]
    if (first?.kind !== 'word') return null
    const text = words.fold(first.text)
    const broken = half(text)
    if (broken !== null) return { value: broken, end: at + 1 }
    // a million needs its count
    if (!starts.has(text.slice(0, 2)) || counted.has(text)) return null
    const part = words.articles.has(first.text)
      ? words.fractions?.get(words.fold(lexemes[at + 1]?.text ?? ''))
      : undefined
    if (part !== undefined) return { value: part, end: at + 2, article: true }
    const { texts, ends } = numberWords(lexemes, at, sorted, made)
    for (let count = texts.length; count > 0; count--) {
      const value = parse(texts.slice(0, count).join(''))
      const end = ends[count - 1]
      if (value === null || end === undefined) continue
      // `mellom hundre og to hundre` is two numbers
      if (texts.slice(0, count).includes(words.join) && isScale(texts[count])) continue
      const article = count === 1 && words.articles.has(first.text)
      return { value: String(value), end, ...(article ? { article: true as const } : {}) }
    }
    return null
  }
  return { read: remembered(readOnce), parse }
}
