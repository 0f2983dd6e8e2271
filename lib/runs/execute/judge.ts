import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { RegisteredValidator } from '#lib/engines/validation/registry.ts'
import { cachedValidators } from '#lib/engines/validation/cached-validators.ts'
import type { Precedent } from '#lib/engines/validation/score.ts'
import { validateExecution } from '#lib/engines/validation/validate.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

type Judged = {
  executionId: string
  case: CaseInput
  turns: TurnEvidence[]
  /** the same case by text, in twin mode */
  twinTurns: TurnEvidence[] | null
  policy: ValidationPolicy
  /** decisions of people on this case's replies, in this language */
  precedents: readonly Precedent[]
  /** as `targetVersionOf` names it */
  targetVersion: string | null
  /** turns that the judgement must hold; those of the case unless said otherwise */
  plannedTurns?: number
  /** turns held before `turns`, which are not judged */
  earlier?: readonly TurnEvidence[]
  validators?: readonly RegisteredValidator[]
}

/**
 * What a target was when it answered, for the band: `<id>@<version>`. null in runs from before versions were kept, whose
 * reviews are counted for no version.
 */
export const targetVersionOf = (targetId: string, version: number | null): string | null =>
  version === null ? null : `${targetId}@${version}`

/**
 * Judges turns while the conversation goes on, then the whole of it; each turn is looked at once. `fails` is false for a
 * turn whose evidence allows no judgement: that is no failure.
 */
export function createJudge(
  of: Pick<Judged, 'executionId' | 'case' | 'policy' | 'precedents' | 'targetVersion'>,
) {
  // Only a case that stops is judged before its end, and only then is there anything to remember.
  const remembered = of.case.stop_on_failure === true ? { validators: cachedValidators() } : {}
  return {
    /** `earlier`: the turns before it, whose tool calls a reply may speak of */
    fails: (turn: TurnEvidence, earlier: readonly TurnEvidence[]): boolean => {
      const held = { turns: [turn], earlier, twinTurns: null, plannedTurns: 1 }
      const { verdict, proven } = judgeExecution({ ...of, ...held, ...remembered })
      // What is only likelier wrong ends no conversation: a person needs the rest of it.
      return verdict === 'failed' && (proven || !of.policy.humanReview)
    },
    judge: (held: Pick<Judged, 'turns' | 'twinTurns'>): Validation =>
      judgeExecution({ ...of, ...held, ...remembered }),
  }
}

/** Judges what was held against what its case expects. With a twin, blame tells hearing from understanding. */
export function judgeExecution(judged: Judged): Validation {
  const { executionId, case: testCase, turns, twinTurns, policy } = judged
  const withExpectation = (held: TurnEvidence[]) =>
    held.map((evidence) => ({
      evidence,
      expectation: resolveExpectation(
        testCase.turns[evidence.index]?.expect ?? {},
        evidence.language,
      ),
    }))
  return validateExecution({
    executionId,
    turns: withExpectation(turns),
    plannedTurns: judged.plannedTurns ?? testCase.turns.length,
    policy,
    precedents: judged.precedents,
    targetVersion: judged.targetVersion,
    ...(judged.earlier && { earlier: judged.earlier }),
    ...(judged.validators && { validators: judged.validators }),
    ...(twinTurns && { twin: withExpectation(twinTurns) }),
  })
}
