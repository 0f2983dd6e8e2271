import { grammarOf } from './grammars/grammar-of.ts'
import { simplifiedHan } from './han-variants.ts'
import type { Token, TokenText } from './tokens/types.ts'

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')

/** Katakana as hiragana. */
const oneKana = (text: string) =>
  text.replaceAll(/[\u30a1-\u30f6]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))

/** Letters of other alphabets that look like Latin ones. */
const latinShapes = new Map(
  Array.from('аеорсхуіјѕһԁкмтοαρνκτι', (letter, at) => [
    letter,
    'aeopcxyijshdkmtoapvkti'.charAt(at),
  ]),
)

/** Whether two words only look the same: `рaypal` with a Cyrillic letter. */
export function looksLike(a: string, b: string): boolean {
  if (a === b || a.length !== b.length) return false
  const shape = (word: string) =>
    Array.from(word, (letter) => latinShapes.get(letter) ?? letter).join('')
  const latin = /[a-z]/
  return shape(a) === shape(b) && (latin.test(a) || latin.test(b))
}

/** The same in the other kana, in traditional or simplified characters. */
function inOtherSigns(phrase: TokenText, text: TokenText): boolean {
  const [wanted, had] = [bare(phrase.source), bare(text.source)]
  if (wanted.length < 2 || had.includes(wanted)) return false
  if (/[\u3041-\u30ff]/u.test(wanted) && oneKana(had).includes(oneKana(wanted))) return true
  return /[\u4e00-\u9fff]/u.test(wanted) && simplifiedHan(had).includes(simplifiedHan(wanted))
}

/** Most characters of `wanted` that stand in their order within a stretch of the text. */
function inOrder(wanted: readonly string[], had: readonly string[]): number {
  let most = 0
  const width = wanted.length + 2
  for (let from = 0; from < had.length; from++) {
    if (!wanted.includes(had[from] ?? '')) continue
    let row = new Array<number>(wanted.length + 1).fill(0)
    for (const character of had.slice(from, from + width)) {
      const next = [...row]
      for (let at = 1; at <= wanted.length; at++)
        next[at] = Math.max(
          next[at - 1] ?? 0,
          (row[at - 1] ?? 0) + (wanted[at - 1] === character ? 1 : 0),
          row[at] ?? 0,
        )
      row = next
    }
    most = Math.max(most, row.at(-1) ?? 0)
  }
  return most
}

/** A phrase in Han characters of which more than half stand there, one after the other. */
function mostOfHan(phrase: TokenText, text: TokenText): boolean {
  const wanted = Array.from(simplifiedHan(bare(phrase.source)))
  if (wanted.length < 3 || wanted.length > 40 || !wanted.every((sign) => /\p{sc=Han}/u.test(sign)))
    return false
  const needed = Math.max(2, Math.ceil(wanted.length / 2))
  return inOrder(wanted, Array.from(simplifiedHan(bare(text.source))).slice(0, 2_000)) >= needed
}

const alphabet = new Set(
  (
    'alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo ' +
    'sierra tango uniform victor whiskey whisky xray ray yankee zulu anton berta cäsar dora emil friedrich gustav heinrich ida ' +
    'julius kaufmann ludwig martha nordpol otto paula quelle richard samuel siegfried theodor ulrich viktor wilhelm xanthippe ' +
    'ypsilon zacharias'
  ).split(' '),
)

function digitsOf({ readings: [first], digits }: Token): string | null {
  if (digits !== undefined) return digits
  if (first?.type === 'identifier') return first.value.toLowerCase()
  return first?.type === 'number' ? first.value : null
}

/** A code that is spelled by words for its letters: `X-ray Kilo four two`. */
function spelledByWords(phrase: TokenText, text: TokenText): boolean {
  const code = bare(phrase.source)
  if (code.length < 2 || code.length > 20 || !/^[a-z0-9]+$/.test(code)) return false
  const parts = text.tokens
    .filter(({ key }, at) => !(key === 'ray' && text.tokens[at - 1]?.key === 'x'))
    .map((token) => {
      if (token.kind !== 'word') return digitsOf(token)
      return alphabet.has(token.key) || token.key.length === 1 ? token.key.charAt(0) : null
    })
  return parts.some((_, from) => {
    let spelled = ''
    for (let to = from; to < parts.length && spelled.length < code.length; to++) {
      const part = parts[to]
      if (part === null || part === undefined) return false
      spelled += part
    }
    return spelled === code && parts.length > 1
  })
}

const said = new Set(
  'dot point punkt punto ponto punt точка крапка kropka tečka nokta at arroba arobase chiocciola klammeraffe собака małpa zavináč dash hyphen underscore slash minus'.split(
    ' ',
  ),
)

/** An address whose signs are said as words: `example dot com`. */
function saidAddress(phrase: TokenText, text: TokenText): boolean {
  if (!/\p{L}[.@_]\p{L}/u.test(phrase.source) || !text.tokens.some(({ key }) => said.has(key)))
    return false
  const wanted = bare(phrase.source)
  const keys = text.tokens
    .filter(({ key }) => !said.has(key))
    .map((token) => bare(text.source.slice(token.start, token.end)))
  return wanted.length > 3 && keys.join('').includes(wanted)
}

/** `A+` and `A plus`, `C#` and `C sharp`. */
function saidSign(phrase: TokenText, text: TokenText): boolean {
  const { plus, minus } = grammarOf(text.language)
  const signed = /(?:^|\s)(\p{L})\s?([+#-])(?=$|[\s.,;!?])/u
  const names = { '+': plus, '-': minus, '#': new Set(['sharp', 'hash', 'dièse', 'sostenido']) }
  const speaks = (a: TokenText, b: TokenText) => {
    const found = signed.exec(a.source)
    const sign = found?.[2]
    if (found === null || (sign !== '+' && sign !== '-' && sign !== '#')) return false
    const letter = (found[1] ?? '').toLowerCase()
    return b.tokens.some(
      ({ key }, at) => key === letter && names[sign].has(b.tokens[at + 1]?.key ?? ''),
    )
  }
  return speaks(phrase, text) || speaks(text, phrase)
}

const eras = 'twenties thirties forties fifties sixties seventies eighties nineties'.split(' ')

/** `1980s` and `the eighties`. */
function sameDecade(phrase: TokenText, text: TokenText): boolean {
  const decade = ({ source }: TokenText) => {
    const figure = /\b(?:\d\d)?(\d)0'?s\b/.exec(source)?.[1]
    const named = eras.findIndex((era) => source.toLowerCase().includes(era))
    return {
      figure: figure === undefined ? null : Number(figure),
      named: named < 0 ? null : named + 2,
    }
  }
  const [a, b] = [decade(phrase), decade(text)]
  return (a.figure !== null && a.figure === b.named) || (a.named !== null && a.named === b.figure)
}

/** `1.5` where the reply writes `1,5`; `5551234` where it has the country before it. */
function otherFigures(phrase: TokenText, text: TokenText): boolean {
  const figure = /\p{Nd}[\p{Nd}.,' \u00a0\u202f()+-]*\p{Nd}/gu
  const [wanted] = phrase.source.match(figure) ?? []
  if (wanted === undefined) return false
  const digits = (piece: string) => piece.replaceAll(/[^\p{Nd}]/gu, '')
  return (text.source.match(figure) ?? []).some((piece) => {
    const [a, b] = [digits(wanted), digits(piece)]
    if (a.length >= 7 && b.length >= 7 && (b.endsWith(a) || a.endsWith(b))) return true
    const swapped = wanted.replaceAll(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'))
    return /[.,]/.test(wanted) && piece === swapped
  })
}

/** `5 stars` and `★★★★★`. */
function countedSigns(phrase: TokenText, text: TokenText): boolean {
  const runs = text.source.match(/(\p{So}\ufe0f?)(?:\1)+/gu) ?? []
  const counts = runs.map((run) => String(Array.from(run.replaceAll('\ufe0f', '')).length))
  return phrase.tokens.some(
    ({ readings: [first] }) => first?.type === 'number' && counts.includes(first.value),
  )
}

const checks: readonly [(phrase: TokenText, text: TokenText) => boolean, string][] = [
  [inOtherSigns, 'it is there in other characters'],
  [mostOfHan, 'most of its characters are there'],
  [spelledByWords, 'it may be there, spelled by words'],
  [saidAddress, 'it may be there with its signs said as words'],
  [saidSign, 'its sign may be said as a word'],
  [sameDecade, 'a decade may be named otherwise'],
  [otherFigures, 'its digits are there, written otherwise'],
  [countedSigns, 'as many signs are there'],
]

/** Why a phrase may be there in other signs or letters than its own; null where nothing says so. */
export function nearSpelling(phrase: TokenText, text: TokenText): string | null {
  return checks.find(([check]) => check(phrase, text))?.[1] ?? null
}
