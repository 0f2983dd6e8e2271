import { expect, test } from 'vitest'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { validators } from '#lib/engines/validation/registry.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'
import { policy } from '#lib/engines/validation/testing/evidence.ts'

export function judge(
  kind: string,
  turn: TurnEvidence,
  expectation: ResolvedExpectation,
  earlier: readonly TurnEvidence[] = [],
): Judgement | null {
  const validator = validators.find((each) => each.kind === kind)
  if (validator === undefined) throw new Error(`no validator ${kind}`)
  return validator.judge(turn, expectation, { policy, precedents: [], earlier })
}

export type JudgementRow = [
  kind: string,
  name: string,
  turn: TurnEvidence,
  expectation: ResolvedExpectation,
  /** `sure`: proven, so that no person is needed */
  result: { pass: boolean; sure: boolean; evidence: RegExp; score?: number },
]

/** One test for each row: pass, sureness, evidence and score are as said, and within their bounds. */
export function testJudgements(rows: JudgementRow[]): void {
  test.each(rows)('%s: %s', (kind, _, turn, expectation, result) => {
    const judgement = judge(kind, turn, expectation)
    expect(judgement?.pass).toBe(result.pass)
    expect(judgement?.proof).toBe(result.sure ? (result.pass ? 'right' : 'wrong') : 'unproven')
    expect((judgement?.confidence ?? 0) >= policy.autoPassConfidence).toBe(result.sure)
    expect(judgement?.evidence).toMatch(result.evidence)
    expect(judgement?.evidence).toMatch(/\.$/)
    if (result.score !== undefined) expect(judgement?.score).toBeCloseTo(result.score, 6)
    for (const value of [judgement?.score, judgement?.confidence]) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
    }
  })
}
