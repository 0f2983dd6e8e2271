import { z } from 'zod'

import { defineValidator } from '../types.ts'

const fold = (intent: string) => intent.normalize('NFKC').trim().toLowerCase()

/** The voice AI's intent (Houndify: `CommandKind`) is the expected one; only case may differ. */
export const intent = defineValidator({
  kind: 'intent',
  label: 'Intent',
  version: 1,
  weight: 3,
  mustHave: true,
  config: z.object({ intent: z.string().min(1) }),
  applies: (expectation) =>
    expectation.intent === undefined ? null : { intent: expectation.intent },
  validate(turn, { intent: expected }) {
    if (turn.intent === null)
      return {
        score: 0,
        pass: false,
        confidence: 0.9,
        evidence: `The voice AI reported no intent; ${expected} was expected.`,
        detail: { expected, actual: null },
      }
    const pass = fold(turn.intent) === fold(expected)
    return {
      score: pass ? 1 : 0,
      pass,
      confidence: 0.99,
      evidence: pass
        ? `The intent is ${expected}.`
        : `The intent ${expected} was taken for ${turn.intent}.`,
      detail: { expected, actual: turn.intent },
    }
  },
})
