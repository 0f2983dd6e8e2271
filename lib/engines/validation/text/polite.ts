import { covered } from '#lib/engines/validation/text/covered.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { findAll, wordList } from '#lib/engines/validation/text/word-list.ts'

/** The tokens that say something: without phrases that only are polite. */
export function contentTokens(text: TokenText): readonly Token[] {
  const polite = findAll(wordList(grammarOf(text.language).polite, text.language), text)
  if (polite.length === 0) return text.tokens
  const { holds } = covered(polite)
  return text.tokens.filter((token) => !holds(token))
}
