import type { CaseInput } from '#lib/suites/schema.ts'
import { resolveExpectation } from '#lib/validation/expectation.ts'
import type { RegisteredValidator } from '#lib/validation/registry.ts'
import type { TurnEvidence, Validation, ValidationPolicy } from '#lib/validation/types.ts'
import { remembering } from '#lib/validation/remembering.ts'
import { validateExecution } from '#lib/validation/validate.ts'

type Judged = {
  executionId: string
  case: CaseInput
  turns: TurnEvidence[]
  /** the same case by text, in twin mode */
  twinTurns: TurnEvidence[] | null
  policy: ValidationPolicy
  /** turns that the judgement must hold; those of the case unless said otherwise */
  plannedTurns?: number
  validators?: readonly RegisteredValidator[]
}

/**
 * Judges turns while the conversation goes on, then the whole of it; each turn is looked at once. `fails` is false for a
 * turn whose evidence allows no judgement: that is no failure.
 */
export function createJudge(of: Pick<Judged, 'executionId' | 'case' | 'policy'>) {
  // Only a case that stops is judged before its end, and only then is there anything to remember.
  const remembered = of.case.stop_on_failure === true ? { validators: remembering() } : {}
  return {
    fails: (turn: TurnEvidence): boolean =>
      judgeExecution({ ...of, turns: [turn], twinTurns: null, plannedTurns: 1, ...remembered })
        .verdict === 'failed',
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
    ...(judged.validators && { validators: judged.validators }),
    ...(twinTurns && { twin: withExpectation(twinTurns) }),
  })
}
