import { askEngines } from '#lib/engines/meaning/ask-engines.ts'
import type { MeaningEngine } from '#lib/engines/meaning/types.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

/** The texts to compare, where the rules have left open whether a reply says what was expected. */
function openQuestion(testCase: CaseInput, turn: TurnEvidence, { scores }: Validation) {
  const open = scores.some(
    ({ validator, turn: at, proof }) =>
      validator === 'response' && at === turn.index && proof === 'unproven',
  )
  if (!open) return null
  const expect = testCase.turns[turn.index]?.expect ?? {}
  const expected = resolveExpectation(expect, turn.language).response?.similar_to
  const reply = turn.reply_written ?? turn.reply_spoken
  return expected === undefined || reply === null || reply.trim() === ''
    ? null
    : { expected, reply, language: turn.language }
}

/**
 * Asks the engines of meaning about each reply that is not proven either way, and returns the turns with what they said;
 * the same turns when there is nothing to ask.
 */
export async function askMeaning(
  engines: readonly MeaningEngine[],
  testCase: CaseInput,
  turns: readonly TurnEvidence[],
  validation: Validation,
  signal: AbortSignal,
): Promise<TurnEvidence[]> {
  return Promise.all(
    turns.map(async (turn) => {
      const pair = openQuestion(testCase, turn, validation)
      return pair === null ? turn : { ...turn, meaning: await askEngines(engines, pair, signal) }
    }),
  )
}
