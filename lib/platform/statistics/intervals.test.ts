import { expect, test } from 'vitest'

import { pairedDifference, wilson } from '#lib/platform/statistics/intervals.ts'

// Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson of %i in %i', (successes, total, low, high) => {
  const interval = wilson(successes, total)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

test('nothing seen could be anything', () => expect(wilson(0, 0)).toEqual({ low: 0, high: 1 }))

test('a share and its complement mirror each other', () => {
  const [few, many] = [wilson(3, 17), wilson(14, 17)]
  expect(few.low).toBeCloseTo(1 - many.high, 12)
})

// Newcombe 1998, Statistics in Medicine 17, 2635-2650, table II, method 10.
test('paired difference of 36, 12, 2, 0', () => {
  const found = pairedDifference({ both: 36, first: 12, second: 2, none: 0 })
  expect(found?.difference).toBeCloseTo(0.2, 12)
  expect(found?.low).toBeCloseTo(0.0569, 4)
  expect(found?.high).toBeCloseTo(0.3404, 4)
})

test('a perfect agreement still has an interval, around no difference', () => {
  const found = pairedDifference({ both: 10, first: 0, second: 0, none: 0 })
  expect(found?.difference).toBe(0)
  expect(found?.low).toBeCloseTo(-(found?.high ?? 0), 12)
  expect(found?.high).toBeGreaterThan(0.2)
})

test('without pairs there is no difference', () =>
  expect(pairedDifference({ both: 0, first: 0, second: 0, none: 0 })).toBeNull())

test('swapping the sides swaps the sign', () => {
  const one = pairedDifference({ both: 40, first: 9, second: 3, none: 8 })
  const other = pairedDifference({ both: 40, first: 3, second: 9, none: 8 })
  expect(one?.low).toBeCloseTo(-(other?.high ?? 0), 12)
})
