import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import { withoutMarkup } from '#lib/engines/validation/text/tokens/markup.ts'
import { mapText } from '#lib/engines/validation/text/tokens/source-map.ts'

const letter = '[\\p{L}\\p{M}²³]'
const single =
  '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}ー々]'
/** Stands inside a word: apostrophe, Catalan middle dot, Hebrew gershayim. */
const inner = `(?:['·\\u05f3\\u05f4]|(?<=[\\u05d0-\\u05ea])"(?=[\\u05d0-\\u05ea]))`
/** Abbreviations with dots are one word: `a.m.`, `U.S.A.`; without a bound each place would look to the end of a long run. */
const dotted = `(?<!${letter})(?:\\p{L}\\.){2,12}(?!${letter})`
const run = `\\p{L}${letter}*(?:${inner}\\p{L}${letter}*)*`

const spaced = new RegExp(`(${dotted}|${run})|([0-9]+)|\\S`, 'gu')
const other = `(?!${single})`
const unspaced = new RegExp(
  `(${single}\\p{M}*|${other}${dotted}|${other}\\p{L}(?:${other}(?:${letter}|${inner}(?=\\p{L})))*)|([0-9]+)|\\S`,
  'gu',
)
const plain = /((?<![a-z])(?:[a-z]\.){2,12}(?![a-z])|[a-z]+(?:'[a-z]+)*)|([0-9]+)|\S/g
const ascii = /^[\0-\x7f]*$/
const upper = /^[\p{Lu}\p{Lt}]/u
/** Articles and pronouns that lost their vowel are lexemes of their own: `l'aéroport`, `dell'hotel`, `d'una`. */
const elided: Readonly<Record<string, RegExp>> = {
  fr: /^(?:[ldnjmtsc]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\p{L})/u,
  it: /^(?:[ldcnsmtv]|un|all|dell|dall|nell|sull|quell|quest|mezz)'(?=\p{L})/u,
  ca: /^[ldnmts]'(?=\p{L})/u,
}

/**
 * Cuts a text into lexemes. `start` and `end` are places in `source`, also where the compared form is longer or shorter
 * (ﾄｳｷｮｳ, ligatures, soft hyphens). `primary` is the first subtag of the language.
 */
export function lexemesOf(source: string, primary: string, isUnspaced: boolean): Lexeme[] {
  const marked = withoutMarkup(source)
  const { text, starts, ends } = mapText(marked, primary)
  const pattern = ascii.test(text) ? plain : isUnspaced ? unspaced : spaced
  const result: Lexeme[] = []
  const elision = elided[primary]
  const startOf = (place: number) => (starts === null ? place : (starts[place] ?? 0))
  const endOf = (place: number) => (ends === null ? place : (ends[place - 1] ?? source.length))
  const isCapital = (place: number) => {
    const start = startOf(place)
    // a capital is never its own small letter
    return source.charAt(start) !== text.charAt(place) && upper.test(source.slice(start, start + 2))
  }
  let last = 0
  for (const match of text.matchAll(pattern)) {
    const from = match.index
    const to = from + match[0].length
    const word = match[1]
    const head = word === undefined ? undefined : elision?.exec(word)?.[0]
    const cut = from + (head?.length ?? 0)
    if (head !== undefined)
      result.push({
        kind: 'word',
        text: head,
        glued: from === last && from > 0,
        capital: isCapital(from),
        start: startOf(from),
        end: endOf(cut),
      })
    result.push({
      kind: word !== undefined ? 'word' : match[2] !== undefined ? 'digits' : 'sign',
      text: word?.includes('.') === true ? word.replaceAll('.', '') : text.slice(cut, to),
      glued: head === undefined && from === last && from > 0,
      capital: word !== undefined && isCapital(cut),
      start: startOf(cut),
      end: endOf(to),
    })
    last = to
  }
  return result
}
