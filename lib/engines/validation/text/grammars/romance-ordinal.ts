import {
  pastHyphen,
  pastWord,
  wordAt,
} from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** How a Romance language says ordinals. */
export type OrdinalWords = {
  /** ordinals of one word */
  words: ReadonlyMap<string, number>
  /** ordinals that another may follow: `vigésimo` */
  tens: ReadonlyMap<string, number>
  /** after digits: `er`, `e`, `o` */
  suffixes: ReadonlySet<string>
  /** suffixes that are codes as well (`12a`): only before one of the nouns */
  doubtfulSuffixes: ReadonlySet<string>
  /** ordinals that are other words as well (`cuarto`): only before one of the nouns */
  doubtful: ReadonlySet<string>
  nouns: ReadonlySet<string>
  /** the cardinal that an ordinal is made of, read with the words before it: `unième` -> `un` */
  cardinalOf?: (word: string) => string | null
  /** `et` before such a word */
  joins: ReadonlySet<string>
  cardinal: Reader<Cardinal>
}

function digitsOrdinal(words: OrdinalWords, lexemes: readonly Lexeme[], at: number) {
  const digits = lexemes[at]
  if (digits?.kind !== 'digits' || digits.text.length > 4) return null
  const dot = lexemes[at + 1]?.text === '.' && lexemes[at + 1]?.glued === true ? 1 : 0
  const suffix = lexemes[at + 1 + dot]
  if (suffix?.glued !== true || suffix.capital) return null
  const end = at + dot + 2
  const doubtful = words.doubtfulSuffixes.has(suffix.text)
  if (!words.suffixes.has(suffix.text) && !doubtful) return null
  if (doubtful && dot === 0 && !words.nouns.has(wordAt(lexemes, end))) return null
  return { value: String(Number(digits.text)), end }
}

/** `vingt et unième`: the cardinal up to the word that carries the ending, which is read as its cardinal. */
function fromCardinal(words: OrdinalWords, lexemes: readonly Lexeme[], at: number) {
  const { cardinalOf } = words
  if (cardinalOf === undefined) return null
  let place = at
  if (cardinalOf(wordAt(lexemes, at)) === null) {
    const before = words.cardinal(lexemes, at)
    if (before === null) return null
    place = pastHyphen(lexemes, before.end)
    place = pastWord(lexemes, before.end, words.joins) ?? place
  }
  const cardinal = cardinalOf(wordAt(lexemes, place))
  const last = lexemes[place]
  if (cardinal === null || last === undefined) return null
  const said = [...lexemes.slice(0, place), { ...last, text: cardinal }]
  const found = words.cardinal(said, at)
  return found?.end === place + 1 ? { value: found.value, end: place + 1 } : null
}

/** Reader of ordinals in words and of digits with an ending. */
export function romanceOrdinal(words: OrdinalWords): Reader<{ value: string }> {
  return (lexemes, at) => {
    const lexeme = lexemes[at]
    if (lexeme?.kind === 'digits') return digitsOrdinal(words, lexemes, at)
    if (lexeme?.kind !== 'word') return null
    const ten = words.tens.get(lexeme.text)
    if (ten !== undefined) {
      const next = pastHyphen(lexemes, at + 1)
      const unit = words.words.get(wordAt(lexemes, next))
      if (unit !== undefined && unit < 10) return { value: String(ten + unit), end: next + 1 }
      return { value: String(ten), end: at + 1 }
    }
    const value = words.words.get(lexeme.text)
    if (value === undefined) return fromCardinal(words, lexemes, at)
    if (words.doubtful.has(lexeme.text) && !words.nouns.has(wordAt(lexemes, at + 1))) return null
    return { value: String(value), end: at + 1 }
  }
}
