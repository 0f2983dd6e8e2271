import { expect, test } from 'vitest'

import { reviewChoices } from '#app/(dashboard)/review/_lib/choices.ts'

test('approving confirms the automatic verdict, also a failure', () =>
  expect(reviewChoices('failed', 0).approve.input).toEqual({
    decision: 'approved',
    verdict: 'failed',
  }))

test('rejecting never records the automatic verdict, however often it is changed', () => {
  for (const automatic of ['passed', 'failed', 'invalid'] as const)
    for (const turn of [0, 1, 2, 3])
      expect(reviewChoices(automatic, turn).reject.verdict).not.toBe(automatic)
})

test('a blind audit records a verdict and claims no decision', () =>
  expect(reviewChoices(null, 1)).toMatchObject({
    approve: { input: { verdict: 'passed' } },
    reject: { input: { verdict: 'invalid' } },
  }))
