import { quote } from '#lib/engines/validation/text/figures.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { Hit } from '#lib/engines/validation/text/phrase-search.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { insideValue } from '#lib/engines/validation/text/value-parts.ts'
import { findAll, wordList } from '#lib/engines/validation/text/word-list.ts'

/** What of a reply may hold a forbidden word that is not said for itself. */
type Hidden = { text: string; start: number; end: number }

/** `unhappy` where `happy` is forbidden: said or not, as one takes it. */
function turnedWord(phrase: TokenText, text: TokenText): Hidden | null {
  const [wanted, ...more] = phrase.tokens
  if (wanted?.kind !== 'word' || more.length > 0 || wanted.key.length < 3) return null
  const patterns = grammarOf(text.language).negationPatterns ?? []
  const token = text.tokens.find(
    ({ kind, key }) =>
      kind === 'word' &&
      key !== wanted.key &&
      (key.endsWith(wanted.key) || key.startsWith(wanted.key)) &&
      patterns.some((pattern) => pattern.test(key)),
  )
  if (token === undefined) return null
  const { start, end } = token
  return { text: text.source.slice(start, end), start, end }
}

/** The value or word of the reply in which a forbidden word may be heard although it does not stand there; null without one. */
export function hiddenIn(phrase: TokenText, text: TokenText): Hidden | null {
  const value = insideValue(phrase, text)
  if (value === null) return turnedWord(phrase, text)
  return { text: text.source.slice(value.start, value.end), start: value.start, end: value.end }
}

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')

/** A phrase that only is polite or denies nothing, around the hit: `không sao` where `không` is forbidden. */
function mildPhrase(phrase: TokenText, text: TokenText, hit: Hit): string | null {
  const { harmless, polite } = grammarOf(text.language)
  for (const list of [harmless, polite]) {
    const around = findAll(wordList(list, text.language), text).find(
      ({ start, end }) => start <= hit.start && hit.end <= end && end - start > hit.end - hit.start,
    )
    if (around !== undefined && phrase.tokens.length > 0)
      return text.source.slice(around.start, around.end)
  }
  return null
}

/** How a forbidden phrase is said otherwise than as its words: in a contraction, spelled out, in a harmless phrase. */
export function mildReason(phrase: TokenText, text: TokenText, hit: Hit): string | null {
  const said = text.source.slice(hit.start, hit.end)
  const mild = mildPhrase(phrase, text, hit)
  if (mild !== null) return `in ${quote(mild, 40)}`
  const words = text.tokens.slice(hit.from, hit.to)
  if (words.every(({ kind }) => kind === 'word')) {
    if (/\p{L}/u.test(phrase.source) && !/\p{L}/u.test(said))
      return `as the sign ${quote(said, 10)}`
    if (/['’]/u.test(said) && !/['’]/u.test(phrase.source) && phrase.tokens.length === 1)
      return letters(said) === letters(phrase.source) ? null : `within ${quote(said, 40)}`
    return /^(?:\p{L}[\s.-]+){2,}\p{L}\.?$/u.test(said) ? `letter by letter` : null
  }
  const [wanted, had] = [letters(phrase.source), letters(said)]
  const longer = had.startsWith(wanted) && had.length > wanted.length && /^\p{L}+$/u.test(had)
  return longer ? `as ${quote(said, 40)}` : null
}
