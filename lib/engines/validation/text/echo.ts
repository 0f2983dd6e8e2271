import { quote } from '#lib/engines/validation/text/figures.ts'
import { isQuestion } from '#lib/engines/validation/text/scope.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

/** Words from which a question counts as repeated; a shorter one may be said by chance. */
const shortest = 4

function holds(longer: readonly string[], shorter: readonly string[]): boolean {
  for (let from = 0; from + shorter.length <= longer.length; from++)
    if (shorter.every((key, at) => longer[from + at] === key)) return true
  return false
}

/** Why a reply only repeats the caller; null when it says something itself, or when just that is expected. */
export function echoOf(
  reply: string,
  said: string | null,
  expected: string,
  language: string,
): string | null {
  if (said === null || said.trim() === '') return null
  const form = tokenForm(reply, language)
  const repeated = `the reply ${quote(reply, 60)} repeats what the caller said`
  if (form !== '' && form === tokenForm(said, language))
    return tokenForm(expected, language).includes(form) ? null : repeated
  const question = tokenise(said, language).tokens.map(({ key }) => key)
  if (question.length < shortest || !isQuestion(said, language)) return null
  const words = tokenise(reply, language).tokens.map(({ key }) => key)
  if (!holds(words, question)) return null
  const wanted = tokenise(expected, language).tokens.map(({ key }) => key)
  return holds(wanted, question) ? null : repeated
}
