import { describe, expect, test } from 'vitest'

import {
  errorLowerBound,
  errorUpperBound,
  incompleteBeta,
  reviewsNeeded,
} from '#lib/engines/validation/threshold.ts'

describe('the bound', () => {
  test.each([
    // Closed forms: I_x(1, n) = 1 − (1 − x)^n and I_x(a, 1) = x^a; I_0.3(2, 5) = 0.579825 exactly.
    [0.003, 1, 998, 1 - 0.997 ** 998],
    [0.4, 3, 1, 0.4 ** 3],
    [0.3, 2, 5, 0.579825],
    [0.5, 7, 7, 0.5],
  ])('I_%d(%d, %d) is %d', (x, a, b, value) =>
    expect(incompleteBeta(x, a, b)).toBeCloseTo(value, 12),
  )

  test('without errors it is 1 − 0.05^(1/n)', () => {
    for (const n of [1, 10, 420, 998, 100_000])
      expect(errorUpperBound(0, n)).toBeCloseTo(1 - 0.05 ** (1 / n), 10)
  })

  test('is what the binomial tail says it is', () => {
    // P(X ≤ 2 | n = 50, p = bound) = 5 %, summed term by term.
    const p = errorUpperBound(2, 50)
    const tail = (1 - p) ** 50 + 50 * p * (1 - p) ** 49 + 1_225 * p ** 2 * (1 - p) ** 48
    expect(tail).toBeCloseTo(0.05, 9)
  })

  test('is 1 without reviews, falls with reviews, rises with errors', () => {
    expect(errorUpperBound(0, 0)).toBe(1)
    expect(errorUpperBound(3, 3)).toBe(1)
    for (let n = 10; n < 400; n += 10) {
      expect(errorUpperBound(1, n + 10)).toBeLessThan(errorUpperBound(1, n))
      expect(errorUpperBound(2, n)).toBeGreaterThan(errorUpperBound(1, n))
      expect(errorLowerBound(1, n)).toBeLessThan(1 / n)
    }
  })

  test('refuses impossible counts', () => expect(() => errorUpperBound(2, 1)).toThrow(RangeError))

  test('asks for 998 reviews without an error to promise 0.3 %, and more with errors', () => {
    const needed = [0, 1, 2, 3, 10].map((errors) => reviewsNeeded(errors, 0.997))
    expect(needed).toEqual([998, 1_580, 2_097, 2_583, 5_651])
    expect(errorUpperBound(0, 997)).toBeGreaterThan(0.003)
  })
})
