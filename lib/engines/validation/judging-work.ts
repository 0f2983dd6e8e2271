import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { patternSize } from '#lib/engines/validation/text/pattern-size.ts'
import type { ValidationInput } from '#lib/engines/validation/validate.ts'
import { onceFor } from '#lib/platform/once-for.ts'

/** Characters that every value counts as beside its own: looking at it costs something, however short it is. */
const perValue = 8
/** What a character of a reply costs before anything is expected: it is read for numbers, dates, claims and refusals. */
const perCharacter = 300
/** Raw data of an answer is searched for names only. */
const rawShare = 0.1

/** Characters of all texts in a value; patterns count as what they are when their repetitions are written out. */
function sizeOf(value: unknown, name = ''): number {
  if (typeof value === 'string')
    return perValue + (name === 'matches' ? patternSize(value) : value.length)
  if (typeof value !== 'object' || value === null) return perValue
  if (Array.isArray(value))
    return value.reduce<number>((sum, one) => sum + sizeOf(one, name), perValue)
  let sum = perValue
  for (const [key, one] of Object.entries(value)) sum += key.length + sizeOf(one, key)
  return sum
}

/** Of what a case expects, which is the same for all its executions. */
const expectedSize = onceFor((expectation: ResolvedExpectation) => sizeOf(expectation))

const lengthOf = (text: string | null | undefined) => text?.length ?? 0

function evidenceSize(turn: TurnEvidence): number {
  const texts =
    lengthOf(turn.reply_written) +
    lengthOf(turn.reply_spoken) +
    lengthOf(turn.heard) +
    lengthOf(turn.said)
  const calls = turn.tool_calls === undefined ? 0 : sizeOf(turn.tool_calls)
  return texts + calls + sizeOf(turn.entities) + rawShare * sizeOf(turn.intent_data)
}

/**
 * What judging turns costs at the worst, in characters answered times characters expected: most validators hold all of one
 * against all of the other. 10 million are about a second; a usual turn has less than 0.2 million.
 */
export function judgingWork({ turns, twin = [], precedents = [] }: ValidationInput): number {
  const decided = precedents.reduce((sum, { form }) => sum + form.length, 0)
  let work = 0
  for (const { evidence, expectation } of [...turns, ...twin])
    work += evidenceSize(evidence) * (perCharacter + expectedSize(expectation) + decided * rawShare)
  return work
}
