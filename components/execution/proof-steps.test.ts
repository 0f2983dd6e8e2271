import { describe, expect, test } from 'vitest'

import { proofSteps } from '#components/execution/proof-steps.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'

const score = (change: Partial<ScoreView>): ScoreView => ({
  ...{ validator: 'entity', version: 2, turn: 0, score: 1, pass: true, confidence: 0.97 },
  ...{ weight: 2, evidence: 'city is Toronto', proof: 'right', must_have: true },
  ...{ marks: [], precedent_id: null },
  ...change,
})

const judged = (change: Partial<Parameters<typeof proofSteps>[0]> = {}) => ({
  review_status: 'auto_pass' as const,
  automatic_verdict: 'passed' as const,
  automatic_confidence: 0.97,
  proven: true,
  doubts: [],
  scores: [score({}), score({ validator: 'audio', must_have: false, proof: 'unproven' })],
  ...change,
})

describe('how a verdict came about', () => {
  test('lists must-haves only, and says why it was automatic', () =>
    expect(proofSteps(judged(), 1)).toMatchObject({
      title: 'Why was this decided automatically?',
      steps: [{ validator: 'entity', proof: 'right', turn: null }],
      doubts: [],
      outcome: 'The one must-have is proven right: passed.',
    }))

  test('one that is wrong is enough for a failure', () =>
    expect(
      proofSteps(
        judged({
          ...{ review_status: 'auto_fail', automatic_verdict: 'failed' },
          scores: [score({}), score({ proof: 'wrong', turn: 1 })],
        }),
        2,
      ),
    ).toMatchObject({
      steps: [{ turn: 0 }, { turn: 1, proof: 'wrong' }],
      outcome: 'One must-have is proven wrong: failed.',
    }))

  test('a doubt that a must-have tells already is not told twice; one of the whole is', () =>
    expect(
      proofSteps(
        judged({
          ...{ review_status: 'manual_review', proven: false },
          scores: [score({ proof: 'unproven', evidence: 'not the same words' })],
          doubts: [
            { turn: 0, validator: 'entity', why: 'not the same words' },
            { turn: 0, validator: 'response', why: 'the reply is empty' },
          ],
        }),
        1,
      ),
    ).toMatchObject({
      title: 'Why manual review?',
      doubts: [{ turn: null, why: 'the reply is empty' }],
      outcome: 'Nothing proves a verdict; passed is only the likelier one, so a person decides.',
    }))

  test('a proof below the cut says that it is not sure enough', () =>
    expect(
      proofSteps(
        judged({
          review_status: 'manual_review',
          doubts: [{ turn: null, validator: null, why: 'the confidence 0.97 is below 1.01' }],
        }),
        1,
      ),
    ).toMatchObject({
      doubts: [{ why: 'the confidence 0.97 is below 1.01' }],
      outcome:
        'The one must-have is proven right: passed. It is not sure enough to stand without a person.',
    }))

  test.each([
    [
      { review_status: 'rejected' as const, proven: false },
      /was only the likelier one, so a person decided/,
    ],
    [{ proven: false }, /human review is off/],
    [
      { automatic_verdict: 'invalid' as const, proven: false, scores: [] },
      /does not allow a verdict/,
    ],
    [{ scores: [score({}), score({ turn: 1 })] }, /^All 2 must-haves/],
  ])('%j ends in words of its own', (change, words) =>
    expect(proofSteps(judged(change), 1)?.outcome).toMatch(words),
  )

  test('judgements from before proofs were kept have none', () => {
    expect(proofSteps(judged({ proven: null }), 1)).toBeNull()
    expect(proofSteps(judged({ scores: [score({ proof: null })] }), 1)).toBeNull()
  })
})
