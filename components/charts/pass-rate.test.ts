import { expect, test } from 'vitest'

import { passRate } from '#components/charts/pass-rate.ts'

test('invalid executions do not lower the pass rate', () =>
  expect(
    passRate({ passed: 3, failed: 1, invalid: 96 } as { passed: number; failed: number }),
  ).toBe(0.75))

test('nothing judged has no pass rate, not a rate of zero', () =>
  expect(passRate({ passed: 0, failed: 0 })).toBeNull())
