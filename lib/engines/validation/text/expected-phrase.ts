import type { ExpectedPhrase } from '#lib/engines/validation/expected.ts'
import type { PhraseForms } from '#lib/engines/validation/text/phrase-search.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'

export type ParsedPhrase = { source: string; text: TokenText; forms: PhraseForms }

/** The phrase as tokens, and how its ends may go on. A `*` counts where it touches a word. */
export function parsePhrase(phrase: ExpectedPhrase, language: string): ParsedPhrase {
  const source = typeof phrase === 'string' ? phrase : phrase.text
  const stem = typeof phrase !== 'string' && phrase.stem === true
  const openStart = /^\s*\*[\p{L}\p{M}]/u.test(source)
  const openEnd = /[\p{L}\p{M}]\*\s*$/u.test(source)
  const plain = source
    .replace(openStart ? /^\s*\*/u : /^$/u, '')
    .replace(openEnd ? /\*\s*$/u : /^$/u, '')
  return { source, text: tokenise(plain, language), forms: { stem, openStart, openEnd } }
}

/** The phrase as people read it. */
export const shownPhrase = (phrase: ExpectedPhrase): string =>
  typeof phrase === 'string'
    ? phrase
    : phrase.stem === true
      ? `${phrase.text} (any form)`
      : phrase.text
