import type { Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** Ordinals in words (all inflected forms, folded) and in digits (`3.`, `3e`, `3:e`). */
export type JoinedOrdinals = {
  fold: (word: string) => string
  /** 1 to 99 */
  words: ReadonlyMap<string, number>
  /** words that are ordinals only inside a date: `andra` is `other` as well */
  onlyInDates?: ReadonlySet<string>
  /** `achte` after `ich`, before `auf` is a verb */
  notBefore?: ReadonlySet<string>
  notAfter?: ReadonlySet<string>
  parse: (word: string) => number | null
  hundred: RegExp
  join: string
  /** `3.` before one of these is the third */
  nouns: ReadonlySet<string>
  /** `am 3.` is the third whatever follows */
  before: ReadonlySet<string>
  /** `der 3. große` is the third unless a noun follows, which may begin a sentence */
  articles: ReadonlySet<string>
  /** `3. bis 5. Mai` */
  ranges: ReadonlySet<string>
  /** after digits: `e` of `3e`; a colon may stand between */
  endings?: ReadonlySet<string>
}

/** letters of the longest ordinal */
const longestWord = 200

function inWords(words: JoinedOrdinals, text: string): number | null {
  const small = words.words.get(text)
  if (small !== undefined) return small
  if (text.length > longestWord || !words.hundred.test(text)) return null
  // `zweihundertdritte`: the last part is the ordinal, what stands before counts hundreds
  for (let cut = 4; cut < text.length - 2; cut++) {
    const last = words.words.get(text.slice(cut))
    if (last === undefined) continue
    const head = text.slice(0, cut)
    const value =
      words.parse(head) ??
      (head.endsWith(words.join) ? words.parse(head.slice(0, -words.join.length)) : null)
    if (value !== null && value % 100 === 0) return value + last
  }
  return null
}

function inDigits(words: JoinedOrdinals, lexemes: readonly Lexeme[], at: number): number | null {
  const sign = lexemes[at + 1]
  if (sign?.glued !== true) return null
  const colon = sign.text === ':' ? at + 2 : at + 1
  const ending = lexemes[colon]
  if (ending?.glued === true && words.endings?.has(ending.text) === true) return colon + 1
  if (sign.text !== '.') return null
  const next = lexemes[at + 2]
  const before = lexemes[at - 1]?.text ?? ''
  if (next?.glued === true && next.kind === 'digits') return null
  if (words.before.has(before)) return next?.kind === 'digits' ? null : at + 2
  if (next === undefined) return null
  if (words.nouns.has(next.text)) return at + 2
  if (words.ranges.has(next.text) && lexemes[at + 3]?.kind === 'digits')
    return lexemes[at + 4]?.text === '.' ? at + 2 : null
  return words.articles.has(before) && next.kind === 'word' && !next.capital ? at + 2 : null
}

/** Reader of ordinals; digits with a point only where an ordinal may stand, since a sentence may end there. */
export function joinedOrdinals(words: JoinedOrdinals): Reader<{ value: string }> {
  return (lexemes, at) => {
    const lexeme = lexemes[at]
    if (lexeme === undefined) return null
    if (lexeme.kind === 'digits') {
      const end = lexeme.text.length > 3 ? null : inDigits(words, lexemes, at)
      return end === null ? null : { value: String(Number(lexeme.text)), end }
    }
    if (lexeme.kind !== 'word') return null
    const text = words.fold(lexeme.text)
    if (words.onlyInDates?.has(text) === true) return null
    const value = inWords(words, text)
    if (value === null) return null
    if (words.notBefore?.has(lexemes[at + 1]?.text ?? '') === true && !lexeme.capital) return null
    if (words.notAfter?.has(lexemes[at - 1]?.text ?? '') === true) return null
    return { value: String(value), end: at + 1 }
  }
}
