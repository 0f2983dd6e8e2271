import type { ToolCallEvidence } from '#lib/engines/validation/evidence.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'
import type { Json } from '#lib/platform/json.ts'

/** A value that is said, and the one of its kind that the tool was given. */
type OtherValue = { said: string; given: string }

type Value = { token: Token; text: string }

/** Values with their names left out: numbers, texts and what is in lists and objects. */
function leavesOf(value: Json | undefined): string[] {
  if (typeof value === 'number' || typeof value === 'string') return [String(value)]
  if (value === undefined || value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(leavesOf)
}

const valuesIn = (text: string, language: string): Value[] => {
  const { source, tokens } = tokenise(text, language)
  return tokens
    .filter(({ kind }) => kind !== 'word')
    .map((token) => ({ token, text: source.slice(token.start, token.end) }))
}

const isIn = (value: Value, others: readonly Value[]) =>
  others.some((other) => relate(value.token, other.token) !== 'different')

/**
 * A value of a sentence that the call which is to have done it neither was given nor gave back, where it was given another
 * one of that kind instead: `I have cancelled order 1042` after `cancel_order {"id": 1043}`. Null where there is none; what
 * may be the same is no other value.
 */
export function claimedValue(
  sentence: string,
  { arguments: given, result }: Pick<ToolCallEvidence, 'arguments' | 'result'>,
  language: string,
): OtherValue | null {
  const said = valuesIn(sentence, language)
  const wereGiven = leavesOf(given).flatMap((leaf) => valuesIn(leaf, language))
  const known = [...wereGiven, ...leavesOf(result).flatMap((leaf) => valuesIn(leaf, language))]
  for (const value of said) {
    if (isIn(value, known)) continue
    const other = wereGiven.find((one) => one.token.kind === value.token.kind && !isIn(one, said))
    if (other) return { said: value.text, given: other.text }
  }
  return null
}
