import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'

/** A number inside a typed value. */
export type Figure = {
  token: Token
  /** nothing of the value stands before or after it */
  first: boolean
  last: boolean
  /** false inside dates and clock times, where a figure is only a part (`7` of `7:30`) */
  sure: boolean
}

const wholeValues = new Set<Token['kind']>(['money', 'measure', 'duration', 'percent'])
const numerals = /[\p{Nd}〇零一二三四五六七八九十百千万億亿两]+(?:[.,]\p{Nd}+)*/gu
const signs = /[$€£¥₹₩₽₺₴₫฿%°℃℉#]/gu

/** A single number token that makes up the whole piece. */
function asNumber(piece: string, language: string): Token | null {
  const { tokens } = tokenise(piece, language)
  const [only] = tokens
  return tokens.length === 1 && only?.kind === 'number' ? only : null
}

function spacedFigures(span: string, text: TokenText, sure: boolean): Figure[] {
  const words = span
    .replace(signs, ' ')
    .split(/[\s\u00a0\u202f]+/u)
    .filter((word) => word !== '')
  if (words.length > 8) return []
  const figures: Figure[] = []
  let from = 0
  while (from < words.length) {
    let found: { token: Token; to: number } | null = null
    for (let to = words.length; to > from && found === null; to--) {
      const token = asNumber(words.slice(from, to).join(' '), text.language)
      if (token !== null) found = { token, to }
    }
    if (found === null) from++
    else {
      const { token, to } = found
      figures.push({ token, first: from === 0, last: to === words.length, sure })
      from = to
    }
  }
  return figures
}

/** The numbers that a typed value is made of: 22 of `22 degrees`, 5 and 20 of `$5 and 20 cents`; none of `minus 5`. */
export function figuresIn(token: Token, text: TokenText): Figure[] {
  const grammar = grammarOf(text.language)
  const span = text.source.slice(token.start, token.end)
  const sure = wholeValues.has(token.kind)
  if (/^\s*[-−–]/u.test(span)) return []
  if (token.readings.some((reading) => 'value' in reading && reading.value.startsWith('-')))
    return []
  if (grammar.unspaced !== true) return spacedFigures(span, text, sure)
  const runs = [...span.matchAll(numerals)]
  return runs.flatMap((run) => {
    const number = asNumber(run[0], text.language)
    return number === null
      ? []
      : [
          {
            token: number,
            first: run.index === 0,
            last: run.index + run[0].length === span.length,
            // Several runs are parts of one value (三时三十分).
            sure: sure && runs.length === 1,
          },
        ]
  })
}
