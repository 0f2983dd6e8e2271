import { grammarOf } from './grammars/grammar-of.ts'
import type { Token, TokenText } from './tokens/types.ts'
import { findAll, wordList } from './word-list.ts'

/** The tokens that say something: without phrases that only are polite. */
export function contentTokens(text: TokenText): readonly Token[] {
  const polite = findAll(wordList(grammarOf(text.language).polite, text.language), text)
  if (polite.length === 0) return text.tokens
  return text.tokens.filter(({ start, end }) => {
    while ((polite[at]?.end ?? end) < end) at++
    const found = polite[at]
    return found === undefined || !(found.start <= start && end <= found.end)
  })
}
