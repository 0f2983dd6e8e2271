import type { CaseInput } from '#lib/suites/schema.ts'
import { resolveExpectation } from '#lib/validation/expectation.ts'
import type { TurnEvidence, Validation, ValidationPolicy } from '#lib/validation/types.ts'
import { validateExecution } from '#lib/validation/validate.ts'

type Judged = {
  executionId: string
  case: CaseInput
  turns: TurnEvidence[]
  /** the same case by text, in twin mode */
  twinTurns: TurnEvidence[] | null
  policy: ValidationPolicy
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
    plannedTurns: testCase.turns.length,
    policy,
    ...(twinTurns && { twin: withExpectation(twinTurns) }),
  })
}
