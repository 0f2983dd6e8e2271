import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { RegisteredValidator } from '#lib/engines/validation/registry.ts'
import type { Precedent } from '#lib/engines/validation/score.ts'
import type { ExpectationInput } from '#lib/engines/validation/schema.ts'
import { validateInTime } from '#lib/engines/validation/thread/validate-in-time.ts'
import { validateExecution, type ValidationInput } from '#lib/engines/validation/validate.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import { onceFor } from '#lib/platform/once-for.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

/** What is judged: data, but for `validators`. */
export type Judged = {
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

const nothing: ExpectationInput = {}

/** What a turn expects in each language: the same for all executions of a case. */
const resolvedOf = onceFor((expect: ExpectationInput) => {
  const byLanguage = new Map<string, ResolvedExpectation>()
  return (language: string): ResolvedExpectation => {
    const known = byLanguage.get(language)
    if (known) return known
    const resolved = resolveExpectation(expect, language)
    byLanguage.set(language, resolved)
    return resolved
  }
})

function inputOf(judged: Judged): ValidationInput {
  const { executionId, case: testCase, turns, twinTurns, policy } = judged
  const withExpectation = (held: TurnEvidence[]) =>
    held.map((evidence) => ({
      evidence,
      expectation: resolvedOf(testCase.turns[evidence.index]?.expect ?? nothing)(evidence.language),
    }))
  return {
    executionId,
    turns: withExpectation(turns),
    plannedTurns: judged.plannedTurns ?? testCase.turns.length,
    policy,
    precedents: judged.precedents,
    targetVersion: judged.targetVersion,
    ...(judged.earlier && { earlier: judged.earlier }),
    ...(judged.validators && { validators: judged.validators }),
    ...(twinTurns && { twin: withExpectation(twinTurns) }),
  }
}

/** Judges what was held against what its case expects. With a twin, blame tells hearing from understanding. */
export const judgeExecution = (judged: Judged): Validation => validateExecution(inputOf(judged))

/** The same, bounded in time; see `validateInTime`. */
export const judgeInTime = (judged: Judged, signal?: AbortSignal): Promise<Validation> =>
  validateInTime(inputOf(judged), signal)
