import { amountsOf, amountsOfWord } from '#lib/engines/validation/text/amounts.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { inOtherSigns, mostOfHan } from '#lib/engines/validation/text/near-characters.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')

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
  const isSaidSign = ({ key, start, end }: Token) =>
    said.has(key) && /\p{L}/u.test(text.source.slice(start, end))
  if (!/\p{L}[.@_]\p{L}/u.test(phrase.source) || !text.tokens.some(isSaidSign)) return false
  const wanted = bare(phrase.source)
  const keys = text.tokens
    .filter((token) => !isSaidSign(token))
    .map((token) => bare(text.source.slice(token.start, token.end)))
  return wanted.length > 3 && keys.join('').includes(wanted)
}

/** `A+` and `A plus`, `C#` and `C sharp`. */
function saidSign(phrase: TokenText, text: TokenText): boolean {
  const { plus, minus } = grammarOf(text.language)
  const signed = /(?:^|\s)(\p{L})\s?([+#-])(?=$|[\s.,;!?])/u
  const names = {
    '+': plus ?? new Set<string>(),
    '-': minus,
    '#': new Set(['sharp', 'hash', 'dièse', 'sostenido']),
  }
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

/** `point five` and 0.5 */
function saidDecimal(phrase: TokenText, text: TokenText): boolean {
  const [point, number, ...more] = phrase.tokens
  if (point === undefined || number === undefined || more.length > 0) return false
  const [reading] = number.readings
  if (!grammarOf(text.language).decimalWords.has(point.key) || reading?.type !== 'number')
    return false
  return text.tokens.some(({ readings }) =>
    readings.some((value) => 'value' in value && value.value === `0.${reading.value}`),
  )
}

/** 50 of `fifty-fifty` */
function saidTwice(phrase: TokenText, text: TokenText): boolean {
  const half = text.tokens
    .map(({ start, end }) => /^(\p{L}+)-\1$/iu.exec(text.source.slice(start, end))?.[1])
    .find((word) => word !== undefined)
  if (half === undefined) return false
  const amounts = amountsOfWord(half.toLowerCase(), text.language)
  return phrase.tokens.some((token) => amounts.some((amount) => amountsOf(token).has(amount)))
}

const checks: readonly [(phrase: TokenText, text: TokenText) => boolean, string][] = [
  [inOtherSigns, 'it is there in other characters'],
  [mostOfHan, 'most of its characters are there'],
  [spelledByWords, 'it may be there, spelled by words'],
  [saidAddress, 'it may be there with its signs said as words'],
  [saidSign, 'its sign may be said as a word'],
  [saidDecimal, 'its value is there in figures'],
  [saidTwice, 'its value is a part of a phrase'],
  [sameDecade, 'a decade may be named otherwise'],
  [otherFigures, 'its digits are there, written otherwise'],
  [countedSigns, 'as many signs are there'],
]

/** Why a phrase may be there in other signs or letters than its own; null where nothing says so. */
export function nearSpelling(phrase: TokenText, text: TokenText): string | null {
  return checks.find(([check]) => check(phrase, text))?.[1] ?? null
}
