import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { contentTokens } from '#lib/engines/validation/text/polite.ts'
import { negationsIn } from '#lib/engines/validation/text/scope.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

/** Words and values that carry what is said. */
function contentKeys(text: string, language: string): Set<string> {
  const { functionWords } = grammarOf(language)
  return new Set(
    contentTokens(tokenise(text, language)).flatMap(({ kind, key }) =>
      kind === 'word' && functionWords.has(key) ? [] : [key],
    ),
  )
}

/**
 * Whether two forms of one reply, written and spoken, say different things: each has something that the other lacks, or
 * only one denies. One that merely says more is no contradiction.
 */
export function saysOther(written: string, spoken: string, language: string): boolean {
  if (tokenForm(written, language) === tokenForm(spoken, language)) return false
  const a = contentKeys(written, language)
  const b = contentKeys(spoken, language)
  const lacks = (one: Set<string>, other: Set<string>) => [...one].some((key) => !other.has(key))
  if (lacks(a, b) && lacks(b, a)) return true
  const denied = (text: string) => negationsIn(tokenise(text, language)).length > 0
  return denied(written) !== denied(spoken)
}

/** Numbers, dates, money and the like: what a recogniser that errs in a letter still gets right. */
const valueKeys = (text: string, language: string): Set<string> =>
  new Set(
    tokenise(text, language).tokens.flatMap(({ kind, key }) => (kind === 'word' ? [] : [key])),
  )

/** Whether two texts contradict each other in a value or a negation, however alike their words are. */
export function contradicts(written: string, heard: string, language: string): boolean {
  if (tokenForm(written, language) === tokenForm(heard, language)) return false
  const [a, b] = [valueKeys(written, language), valueKeys(heard, language)]
  if ([...a].some((key) => !b.has(key)) && [...b].some((key) => !a.has(key))) return true
  const denied = (text: string) => negationsIn(tokenise(text, language)).length > 0
  return denied(written) !== denied(heard)
}

/** Content words from which a sentence can be told from another. */
const enough = 3

/** Whether two texts are sentences that have nothing in common: none of the words that carry what is said. */
export function sharesNothing(written: string, heard: string, language: string): boolean {
  const [a, b] = [contentKeys(written, language), contentKeys(heard, language)]
  return a.size >= enough && b.size >= enough && ![...a].some((key) => b.has(key))
}
