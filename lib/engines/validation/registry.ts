import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Judgement, Precedent } from '#lib/engines/validation/score.ts'
import type { Validator } from '#lib/engines/validation/validator.ts'
import { audio } from '#lib/engines/validation/validators/audio.ts'
import { bargeIn } from '#lib/engines/validation/validators/barge-in.ts'
import { deadAir } from '#lib/engines/validation/validators/dead-air.ts'
import { entity } from '#lib/engines/validation/validators/entity.ts'
import { finalAnswer } from '#lib/engines/validation/validators/final-answer.ts'
import { intent } from '#lib/engines/validation/validators/intent.ts'
import { listening } from '#lib/engines/validation/validators/listening.ts'
import { reply } from '#lib/engines/validation/validators/reply.ts'
import { responseTime } from '#lib/engines/validation/validators/response-time.ts'
import { response } from '#lib/engines/validation/validators/response.ts'
import { sayDo } from '#lib/engines/validation/validators/say-do.ts'
import { tools } from '#lib/engines/validation/validators/tools.ts'
import { transcript } from '#lib/engines/validation/validators/transcript.ts'
import { wholeReply } from '#lib/engines/validation/validators/whole-reply.ts'

type JudgeContext = {
  policy: ValidationPolicy
  /** of this turn and language only */
  precedents: readonly Precedent[]
  /** the turns before this one */
  earlier: readonly TurnEvidence[]
}

/** A validator whose settings type is sealed inside: nobody casts. */
export type RegisteredValidator = Pick<
  Validator,
  'kind' | 'label' | 'version' | 'weight' | 'mustHave' | 'config'
> & {
  /** null when the expectation says nothing of this aspect */
  judge(
    turn: TurnEvidence,
    expectation: ResolvedExpectation,
    context: JudgeContext,
  ): Judgement | null
}

export function register<Config>(validator: Validator<Config>): RegisteredValidator {
  const { kind, label, version, weight, mustHave, config } = validator
  return {
    kind,
    label,
    version,
    weight,
    mustHave,
    config,
    judge(turn, expectation, context) {
      const settings = validator.applies(expectation, turn, context.policy, context.earlier)
      return settings === null ? null : validator.validate(turn, settings, context)
    },
  }
}

/** All validators, in the order in which scores are shown. */
export const validators: readonly RegisteredValidator[] = [
  register(transcript),
  register(intent),
  register(entity),
  register(response),
  register(tools),
  register(sayDo),
  register(responseTime),
  register(finalAnswer),
  register(deadAir),
  register(audio),
  register(listening),
  register(reply),
  register(bargeIn),
  register(wholeReply),
]
