import { sentenceAround } from '#lib/engines/validation/text/clauses.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import { contentTokens } from '#lib/engines/validation/text/polite.ts'
import { answerPhrases } from '#lib/engines/validation/text/refusal-phrases.ts'
import { conditionsIn, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { findAll, wordList, type Found } from '#lib/engines/validation/text/word-list.ts'

const meaning = {
  refusal: 'apologises or refuses',
  skills: 'only says what the voice AI can do',
  error: 'reports an error',
} as const

/** Why a reply is no answer. */
export type Refusal = { kind: keyof typeof meaning; why: string }

const errorCode = /\b(?:HTTP\s*)?[45]\d\d\b(?=\s*(?:error|$))|\b(?:HTTP|status|code)\s*[45]\d\d\b/i

/** Whether a text denies, refuses or doubts something: an expectation that does wants to hear it. */
const denies = (text: TokenText) => negationsIn(text).length > 0 || conditionsIn(text).length > 0

/** Content words outside the sentences that hold one of the phrases found. */
function saysMore(text: TokenText, found: readonly Found[]): boolean {
  const content = new Set(contentTokens(text))
  for (const { from, to } of found.map((one) => sentenceAround(text, one)))
    for (const token of text.tokens.slice(from, to)) content.delete(token)
  return content.size >= enough
}

/** Words that make an answer beside an offer of help. */
const enough = 2

/**
 * Why a reply is no answer although it may hold the expected words: it apologises, only lists its skills or reports an
 * error. null when it does not, or when the expectation itself says so.
 */
export function refusalIn(reply: string, expected: string, language: string): Refusal | null {
  const phrases = answerPhrases(language)
  const text = tokenise(reply, language)
  const wanted = tokenise(expected, language)
  for (const kind of ['refusal', 'skills', 'error'] as const) {
    const list = wordList(phrases[kind], language)
    const found = findAll(list, text)
    const [first] = found
    if (first === undefined || findAll(list, wanted).length > 0) continue
    if (kind === 'refusal' && denies(wanted)) continue
    if (kind === 'skills' && saysMore(text, found)) continue
    const words = quote(reply.slice(first.start, first.end), 40)
    return { kind, why: `the reply ${meaning[kind]} (${words})` }
  }
  const code = errorCode.exec(reply)
  return code !== null && !errorCode.test(expected)
    ? { kind: 'error', why: `the reply ${meaning.error} (${quote(code[0], 40)})` }
    : null
}
