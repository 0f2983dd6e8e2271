import { textCache } from '#lib/engines/validation/text/text-cache.ts'
import { tablesOf } from '#lib/engines/validation/text/tokens/language-tables.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

export { maxText } from '#lib/engines/validation/text/tokens/tokenise.ts'

export type Normalised = {
  /** words joined by one space (by nothing in languages that write none) */
  text: string
  words: readonly string[]
}

const cache = textCache<Normalised>(4_000)

/** Tokens of a text without fillers. */
export function spokenTokens(text: string, language: string): readonly Token[] {
  const { fillers } = tablesOf(language)
  const { tokens } = tokenise(text, language)
  return fillers.size === 0
    ? tokens
    : tokens.filter((token) => token.kind !== 'word' || !fillers.has(token.key))
}

/** What a token counts as in word error rates: a number and its unit are two words. */
function wordsOf(token: Token): readonly string[] {
  return token.words ?? [token.key]
}

function compute(text: string, language: string): Normalised {
  const words = spokenTokens(text, language).flatMap(wordsOf)
  return { text: words.join(tablesOf(language).unspaced ? '' : ' '), words }
}

/**
 * The words in which texts are compared: those of `tokenise` without fillers, typed values as a number and its unit.
 * `language` is BCP-47. Cached; texts are cut at `maxText`.
 */
export function normalise(text: string, language: string): Normalised {
  return cache.get(text, language) ?? cache.set(text, language, compute(text, language))
}
