import { expect, test } from 'vitest'

import { formatPoints, formatProbability } from '#lib/platform/format/difference.ts'

test.each([
  [0.125, '+12.5'],
  [-0.03, '−3'],
  [0, '0'],
  [-0.0001, '0'],
  [1, '+100'],
])('%f is %s points', (difference, text) => expect(formatPoints(difference)).toBe(text))

test.each([
  [0.0000001, 'p < 0.001'],
  [0.0231, 'p = 0.023'],
  [0.625, 'p = 0.63'],
  [1, 'p = 1.00'],
])('%f is written %s', (p, text) => expect(formatProbability(p)).toBe(text))
