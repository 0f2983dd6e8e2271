import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { validators, type RegisteredValidator } from '#lib/engines/validation/registry.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'

/** The registered validators, each of which looks at a turn once: judging it again costs nothing. For one policy and one set of precedents only. */
export function cachedValidators(): RegisteredValidator[] {
  return validators.map((validator) => {
    // As long as a judge lives: the garbage collector pays dearly for maps that are weak.
    const known = new Map<TurnEvidence, Judgement | null>()
    return {
      ...validator,
      judge(turn, expectation, context) {
        const found = known.get(turn)
        if (found !== undefined) return found
        const judgement = validator.judge(turn, expectation, context)
        known.set(turn, judgement)
        return judgement
      },
    }
  })
}
