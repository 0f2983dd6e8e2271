import type { Mark } from '#lib/engines/validation/score.ts'
import { align, relateTokens, type Gap } from '#lib/engines/validation/text/entities/align.ts'
import {
  judgeGap,
  qualifies,
  type GapVerdict,
  type Sources,
} from '#lib/engines/validation/text/entities/gap-verdict.ts'
import { lowerCase } from '#lib/engines/validation/text/entities/plain-text.ts'
import {
  right,
  unproven,
  wrong,
  type EntityContext,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

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

/** Apostrophes that tell words apart (`we're`, `were`); in names (`O'Brien`, `McDonald's`) they may be left out. */
const apostrophes = (source: string) =>
  source.replace(/\p{Lu}\p{L}*'(?:\p{Lu}|s(?!\p{L}))/gu, '').match(/\p{L}'(?=\p{L})/gu)?.length ?? 0

/** Letters and digits apart, `iphone15` as `iphone 15`; short letters before digits may be a code. */
const spaced = (source: string, language: string) =>
  lowerCase(source, language).replace(/(?<=\p{L}{4})(?=\d)/gu, ' ')

/** Whether the texts say the same once hyphens are spaces: `7-Eleven`, `Seven Eleven`. */
function sameUnhyphened(expected: string, actual: string, language: string): boolean {
  if (!/\p{L}|\d-/u.test(expected) || !(expected + actual).includes('-')) return false
  const keys = (source: string) =>
    tokenise(source.replace(/(?<=\S)-(?=\S)/g, ' '), language).text.replaceAll(' ', '')
  return keys(expected) === keys(actual)
}

const weekdaysIn = (tokens: readonly Token[]) =>
  tokens.flatMap(({ readings }) =>
    readings.flatMap((one) => (one.type === 'date' && one.weekday !== null ? [one.weekday] : [])),
  )
const sameWeekday = (a: readonly Token[], b: readonly Token[]) => {
  const named = weekdaysIn(a)
  return named.length > 0 && named.join(' ') === weekdaysIn(b).join(' ')
}

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
  const weekday = sameWeekday(a, b)
  const sources = { expected, actual, language, weekday }
  const sameSigns = signsOutside(expected, a) === signsOutside(actual, b)
  if (a.length === 0 || b.length === 0)
    return a.length === b.length && sameSigns ? right('equal') : wrong('another value')
  const alignment = align(a, b, language)
  if (alignment === null) return unproven('too long to be compared word by word')
  const { gaps, same } = alignment
  const letters = joined(expected, language)
  const sameLetters = letters === joined(actual, language)
  if (sameLetters && apostrophes(expected) !== apostrophes(actual))
    return unproven('an apostrophe on one side only', 0.8)
  if (sameSigns && spaced(expected, language) === spaced(actual, language))
    return right('equal without spaces')
  if (gaps.length === 0)
    return sameSigns ? right('the same value') : unproven('the signs beside the words differ', 0.5)
  if (sameLetters && !/\d/.test(letters)) {
    // Where words are not spaced, or spaced freely as in Korean, a space says nothing.
    const freely =
      grammarOf(language).unspaced === true ||
      /\p{sc=Hangul}/u.test(letters) ||
      expected.replaceAll("'", '') === actual.replaceAll("'", '')
    return sameSigns && freely
      ? right('equal without spaces')
      : unproven('equal but for a space or a hyphen', 0.8)
  }
  if (sameBag(a, b, language)) return unproven('the same words in another order', 0.6)
  const verdicts = gaps.map((gap) => judgeGap(gap, sources, same === 0))
  if (!sameSigns && verdicts.every((verdict) => verdict === 'none'))
    return unproven('the signs beside the words differ', 0.5)
  const verdict = verdictOf(gaps, verdicts, sources)
  return verdict.match === 'wrong' && sameUnhyphened(expected, actual, language)
    ? unproven('the same words but for a hyphen', 0.6)
    : verdict
}

/** The one token that a text is; null when it is several, or when signs stand beside it. */
export function singleToken(source: string, language: string): Token | null {
  const content = contentOf(source, language)
  if (content.length !== 1 || signsOutside(source, content) !== '') return null
  return content[0] ?? null
}
