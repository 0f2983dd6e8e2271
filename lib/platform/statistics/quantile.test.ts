import { expect, test } from 'vitest'

import { percentilesOf, quantile } from '#lib/platform/statistics/quantile.ts'

const of = (...values: number[]) => Float64Array.from(values).sort()

// R: quantile(c(1, 2, 3, 4, 10), c(.1, .25, .5, .9), type = 7); numpy.quantile says the same.
test.each([
  [0, 1],
  [0.1, 1.4],
  [0.25, 2],
  [0.5, 3],
  [0.9, 7.6],
  [1, 10],
])('type 7 at %f', (share, expected) =>
  expect(quantile(of(10, 1, 4, 2, 3), share)).toBeCloseTo(expected, 12),
)

test('sorts by number, not by text', () => expect(quantile(of(9, 10, 100), 0.5)).toBe(10))

test('nothing has no quantile', () => expect(quantile(of(), 0.5)).toBeNull())

test('tells a percentile only when a value is to be expected beyond it', () => {
  const first = (n: number) => percentilesOf(Array.from({ length: n }, (_, index) => index + 1))
  expect(first(1)).toMatchObject({ n: 1, p50: null, min: 1, max: 1 })
  expect(first(9)).toMatchObject({ p50: 5, p90: null })
  expect(first(10)).toMatchObject({ p90: 9.1, p95: null })
  expect(first(20)).toMatchObject({ p95: 19.1, p99: null })
  expect(first(99)).toMatchObject({ p99: null })
  expect(first(100)).toMatchObject({ n: 100, p50: 50.5, p95: 95.1, p99: 99 })
})
