import type { Mark } from '../../types.ts'
import { grammarOf } from '../grammars/grammar-of.ts'
import { tokenise } from '../tokens/tokenise.ts'
import type { Token } from '../tokens/types.ts'
import { align, relateTokens, type Gap } from './align.ts'
import { judgeGap, qualifies, type GapVerdict, type Sources } from './gap-verdict.ts'
import { lowerCase } from './plain-text.ts'
import { right, unproven, wrong, type EntityContext, type EntityMatch } from './types.ts'

const capital = /^\p{Lu}/u

/**
 * Whether an article or a filler may be missing without a change: in lower case before a word, or first before a word in
 * lower case. `Vitamin A`, `Plan A Premium` and `Los Angeles` keep theirs.
 */
function isDroppable(tokens: readonly Token[], at: number, source: string, language: string) {
  const { articles, fillers, unspaced } = grammarOf(language)
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (token?.kind !== 'word') return false
  const small = !capital.test(source.slice(token.start, token.end))
  if (fillers.has(token.key)) return small && unspaced === undefined
  if (!articles.has(token.key) || next?.kind !== 'word') return false
  return small || (at === 0 && !capital.test(source.slice(next.start, next.end)))
}

/** Tokens of a value without articles and fillers; all of them when nothing else would be left. */
function contentOf(source: string, language: string): readonly Token[] {
  const { tokens } = tokenise(source, language)
  const kept = tokens.filter((_, at) => !isDroppable(tokens, at, source, language))
  return kept.length === 0 ? tokens : kept
}

/** Signs that stand in no token and mean something: `+`, `#`, `&`, emoji. */
function signsOutside(source: string, tokens: readonly Token[]): string {
  let rest = ''
  let from = 0
  for (const { start, end } of tokens) {
    rest += source.slice(from, start)
    from = Math.max(from, end)
  }
  return Array.from(rest + source.slice(from))
    .filter((sign) => /[\p{S}#*%&@]/u.test(sign))
    .join('')
}

/** Whether the texts have the same tokens in another order. */
function sameBag(a: readonly Token[], b: readonly Token[], language: string): boolean {
  if (a.length !== b.length) return false
  const spare = [...b]
  for (const token of a) {
    const at = spare.findIndex((other) => relateTokens(token, other, language) === 'same')
    if (at < 0) return false
    spare.splice(at, 1)
  }
  return true
}

const quoted = (tokens: readonly Token[], source: string) => {
  const text = source.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0)
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`
}

function markOf(gap: Gap, role: Mark['role']): Mark[] {
  const [first] = gap.expected
  const last = gap.expected.at(-1)
  return first === undefined || last === undefined
    ? []
    : [{ in: 'expected', start: first.start, end: last.end, role }]
}

/** One difference in words. */
function describe(gap: Gap, verdict: GapVerdict, { expected, actual }: Sources): string {
  if (gap.expected.length === 0) return `the value says ${quoted(gap.actual, actual)} as well`
  if (gap.actual.length === 0) return `the value does not say ${quoted(gap.expected, expected)}`
  const pair = `${quoted(gap.actual, actual)} instead of ${quoted(gap.expected, expected)}`
  return verdict === 'other' ? pair : `${pair}, which may mean the same`
}

function verdictOf(gaps: readonly Gap[], verdicts: readonly GapVerdict[], sources: Sources) {
  const { language } = sources
  const qualified = gaps.find(
    ({ expected, actual }) =>
      (expected.length === 0 || actual.length === 0) &&
      qualifies([...expected, ...actual], language),
  )
  const at = verdicts.findIndex((verdict) => verdict === 'other')
  const gap = gaps[at]
  if (gap !== undefined && qualified === undefined)
    return { ...wrong(describe(gap, 'other', sources)), marks: markOf(gap, 'contradicts') }
  const open = verdicts.findIndex((verdict) => verdict !== 'none')
  const doubtful = qualified ?? gaps[open]
  if (doubtful === undefined) return right('the same value in another form')
  const verdict = doubtful.expected.length === 0 || doubtful.actual.length === 0 ? 'extra' : 'near'
  return {
    ...unproven(describe(doubtful, verdict, sources), qualified === undefined ? 0.6 : 0.3),
    marks: markOf(doubtful, 'doubts'),
  }
}

/** Texts without spaces in them, marks of punctuation aside: `play list` and `playlist`. */
const joined = (source: string, language: string) =>
  lowerCase(source.normalize('NFKC'), language).replace(/[^\p{L}\p{M}\p{N}]/gu, '')

/**
 * Compares two values token by token: all the same is right, a typed token or a word that is plainly another one is wrong,
 * whatever else is alike is not proven.
 */
export function compareTokens(
  expected: string,
  actual: string,
  { language }: EntityContext,
): EntityMatch {
  const [a, b] = [contentOf(expected, language), contentOf(actual, language)]
  const sources = { expected, actual, language }
  const sameSigns = signsOutside(expected, a) === signsOutside(actual, b)
  if (a.length === 0 || b.length === 0)
    return a.length === b.length && sameSigns ? right('equal') : wrong('another value')
  const alignment = align(a, b, language)
  if (alignment === null) return unproven('too long to be compared word by word')
  const { gaps, same } = alignment
  if (gaps.length === 0)
    return sameSigns ? right('the same value') : unproven('the signs beside the words differ', 0.5)
  const letters = joined(expected, language)
  if (letters === joined(actual, language) && !/\d/.test(letters))
    return sameSigns ? right('equal without spaces') : unproven('the signs differ', 0.5)
  if (sameBag(a, b, language)) return unproven('the same words in another order', 0.6)
  const verdicts = gaps.map((gap) => judgeGap(gap, sources, same === 0))
  if (!sameSigns && verdicts.every((verdict) => verdict === 'none'))
    return unproven('the signs beside the words differ', 0.5)
  return verdictOf(gaps, verdicts, sources)
}

/** The one token that a text is; null when it is several, or when signs stand beside it. */
export function singleToken(source: string, language: string): Token | null {
  const content = contentOf(source, language)
  if (content.length !== 1 || signsOutside(source, content) !== '') return null
  return content[0] ?? null
}
