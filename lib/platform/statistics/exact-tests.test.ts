import { expect, test } from 'vitest'

import {
  benjaminiHochberg,
  fisherExact,
  mcnemarExact,
} from '#lib/platform/statistics/exact-tests.ts'

// Fisher's tea and the convictions of like-sex twins, as in the examples of R's ?fisher.test.
test.each([
  [{ passed: 3, failed: 1 }, { passed: 1, failed: 3 }, 0.4857143, 7],
  [{ passed: 2, failed: 15 }, { passed: 10, failed: 3 }, 0.0005367241, 10],
])('Fisher of %o against %o', (slice, rest, p, digits) =>
  expect(fisherExact(slice, rest)).toBeCloseTo(p, digits),
)

test('a slice like the rest is no finding', () =>
  expect(fisherExact({ passed: 5, failed: 5 }, { passed: 50, failed: 50 })).toBeCloseTo(1, 9))

test('stays a probability in large runs', () => {
  const p = fisherExact({ passed: 9_000, failed: 1_000 }, { passed: 171_500, failed: 18_500 })
  expect(p).toBeGreaterThan(0.3)
  expect(p).toBeLessThan(1)
})

// Approval of the prime minister, 150 against 86 who changed their minds (Agresti, Categorical Data Analysis):
// p = 3.716e-05 in the examples of the R package exact2x2.
test('McNemar of 150 against 86', () => expect(mcnemarExact(150, 86)).toBeCloseTo(3.716e-5, 8))

test('McNemar of 0 against 5 is 2 × ½⁵', () => expect(mcnemarExact(0, 5)).toBeCloseTo(0.0625, 12))

test('nothing discordant says nothing', () => {
  expect(mcnemarExact(0, 0)).toBe(1)
  expect(mcnemarExact(4, 4)).toBe(1)
})

// The 15 comparisons of Benjamini and Hochberg 1995, section 3.2: four of them are rejected at 0.05.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
  0.6528, 0.759, 1,
]

test('rejects what Benjamini and Hochberg reject', () => {
  const adjusted = benjaminiHochberg(published)
  expect(adjusted.filter((p) => p <= 0.05)).toHaveLength(4)
  expect(adjusted[0]).toBeCloseTo(0.0015, 10)
  expect(adjusted[3]).toBeCloseTo(0.035625, 10)
})

test('keeps the order it was asked in, and one test is not corrected', () => {
  expect(benjaminiHochberg([0.04, 0.01])).toEqual([0.04, 0.02])
  expect(benjaminiHochberg([0.03])).toEqual([0.03])
  expect(benjaminiHochberg([])).toEqual([])
})
