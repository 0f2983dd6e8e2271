import type { z } from 'zod'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Judgement, Precedent } from '#lib/engines/validation/score.ts'

/**
 * A validator judges one aspect of one turn. `applies` returns its settings from the expectation, or null when the
 * expectation says nothing of this aspect. Pure: no clock, no network.
 */
export type Validator<Config = unknown> = {
  kind: string
  label: string
  version: number
  weight: number
  /** a failed must-have fails the execution whatever the other scores are */
  mustHave: boolean
  config: z.ZodType<Config>
  applies(
    expectation: ResolvedExpectation,
    turn: TurnEvidence,
    policy: ValidationPolicy,
    earlier: readonly TurnEvidence[],
  ): Config | null
  /** `precedents`: of this turn and language only; `earlier`: the turns before this one */
  validate(
    turn: TurnEvidence,
    config: Config,
    context: {
      precedents: readonly Precedent[]
      policy: ValidationPolicy
      earlier: readonly TurnEvidence[]
    },
  ): Judgement
}

/** Keeps the type link between a validator's settings and its functions. */
export function defineValidator<Config>(validator: Validator<Config>): Validator<Config> {
  return validator
}
