import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { contentTokens } from '#lib/engines/validation/text/polite.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { findAll, wordList } from '#lib/engines/validation/text/word-list.ts'

/** A value of the reply that cannot be the expected one, in a text that is otherwise the same. */
type TypedContradiction = {
  expected: { text: string; start: number; end: number }
  actual: { text: string; start: number; end: number }
}

/** `about five`, `five or more`: another value need not contradict. One word may stand between them. */
function isApproximate(text: TokenText, token: Token): boolean {
  const at = text.tokens.indexOf(token)
  const list = wordList(grammarOf(text.language).approximators, text.language)
  const near = findAll(list, text, Math.max(0, at - 5), Math.min(text.tokens.length, at + 6))
  return near.some(
    ({ from, to }) =>
      (to <= at && at - to <= 1) || (from > at && from - at <= 2) || (from <= at && at < to),
  )
}

/** `Update 2-Egypt`: a figure that is tied to a word only counts or labels. */
function isLabel({ source }: TokenText, { kind, start, end }: Token): boolean {
  if (kind === 'identifier') return /\p{Nd}[-–/]\p{L}?\p{Ll}{2}/u.test(source.slice(start, end))
  if (kind !== 'number') return false
  const before = source.slice(Math.max(0, start - 2), start)
  return /^[-–/]\p{L}/u.test(source.slice(end, end + 2)) || /\p{L}[-–/]$/u.test(before)
}

/** `1.500` and `1500`: only a sign between equal digits parts them. */
function groupedOtherwise(a: TokenText, mine: Token, b: TokenText, other: Token): boolean {
  const digits = ({ source }: TokenText, { start, end }: Token) =>
    source.slice(start, end).replaceAll(/[^\p{Nd}]/gu, '')
  const [one, two] = [digits(a, mine), digits(b, other)]
  return (
    mine.kind === 'number' &&
    one.length > 3 &&
    one === two &&
    mine.readings[0]?.type === other.readings[0]?.type
  )
}

const piece = ({ source }: TokenText, { start, end }: Token) => ({
  text: source.slice(start, end),
  start,
  end,
})

/**
 * The first value that differs, where the texts are the same but for values of one kind; null when words differ too, when
 * a value may be the same, or when either side only guesses. Nothing less strict proves anything.
 */
export function typedContradiction(
  expected: string,
  reply: string,
  language: string,
): TypedContradiction | null {
  const wanted = tokenise(expected, language)
  const said = tokenise(reply, language)
  const a = contentTokens(wanted)
  const b = contentTokens(said)
  if (a.length !== b.length) return null
  let first: [Token, Token] | null = null
  for (const [at, mine] of a.entries()) {
    const other = b[at]
    if (!other || mine.kind !== other.kind) return null
    if (mine.kind === 'word') {
      if (mine.key !== other.key) return null
      continue
    }
    const relation = relate(mine, other)
    if (relation === 'unclear') return null
    if (relation === 'same') continue
    if (groupedOtherwise(wanted, mine, said, other)) return null
    if (isLabel(wanted, mine) || isLabel(said, other)) return null
    if (isApproximate(wanted, mine) || isApproximate(said, other)) return null
    if (first !== null && first[0].kind !== mine.kind) return null
    first ??= [mine, other]
  }
  return first === null
    ? null
    : { expected: piece(wanted, first[0]), actual: piece(said, first[1]) }
}
