import { z } from 'zod'

import type { Judgement } from '#lib/engines/validation/score.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

const fold = (intent: string) => intent.normalize('NFKC').trim().toLowerCase()
/** Spelling conventions aside: `weather.query`, `Weather_Query` and `WeatherQuery`. */
const bare = (intent: string) => fold(intent).replaceAll(/[^\p{L}\p{N}]/gu, '')
/** `WeatherQuery.Current` may be a kind of `WeatherQuery`. */
const within = (a: string, b: string) =>
  fold(b).startsWith(fold(a)) && /^[./:#]/.test(fold(b).slice(fold(a).length))

const alike = (a: string, b: string) =>
  (bare(a) !== '' && bare(a) === bare(b)) || within(a, b) || within(b, a)

const judgement = (
  proof: Judgement['proof'],
  confidence: number,
  evidence: string,
  detail: { expected: string; actual: string | null },
): Judgement => ({
  score: proof === 'wrong' ? 0 : 1,
  proof,
  pass: proof !== 'wrong',
  confidence,
  evidence,
  detail,
})

/** The voice AI's intent (Houndify: `CommandKind`) is the expected one; only case may differ. */
export const intent = defineValidator({
  kind: 'intent',
  label: 'Intent',
  version: 2,
  weight: 3,
  mustHave: true,
  config: z.object({ intent: z.string().min(1) }),
  applies: (expectation) =>
    expectation.intent === undefined ? null : { intent: expectation.intent },
  validate({ intent: actual }, { intent: expected }) {
    const detail = { expected, actual }
    if (actual === null)
      return judgement(
        'wrong',
        0.9,
        `The voice AI reported no intent; ${expected} was expected.`,
        detail,
      )
    if (fold(actual) === fold(expected))
      return judgement('right', 0.99, `The intent is ${expected}.`, detail)
    if (alike(actual, expected))
      return judgement(
        'unproven',
        0.7,
        `The intent is called ${actual}, which may be ${expected} by another name.`,
        detail,
      )
    return judgement('wrong', 0.99, `The intent ${expected} was taken for ${actual}.`, detail)
  },
})
