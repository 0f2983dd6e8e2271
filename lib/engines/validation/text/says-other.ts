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
