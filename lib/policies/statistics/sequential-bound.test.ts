import { describe, expect, test } from 'vitest'

import {
  errorLowerBound,
  errorUpperBound,
  reviewsNeeded,
} from '#lib/engines/validation/threshold.ts'
import { createRandom } from '#lib/platform/statistics/random.ts'
import {
  isShownAbove,
  isShownBelow,
  sequentialLowerBound,
  sequentialReviewsNeeded,
  sequentialUpperBound,
} from '#lib/policies/statistics/sequential-bound.ts'

/** Share of reviewers who are misled at some look when they look after each of `looks` reviews. */
function misled(
  seed: number,
  rate: number,
  looks: number,
  wrong: (errors: number, total: number) => boolean,
): number {
  const people = 1_500
  let count = 0
  for (let person = 0; person < people; person++) {
    const random = createRandom(seed, `person ${person}`)
    let errors = 0
    for (let total = 1; total <= looks; total++) {
      if (random.uniform() < rate) errors += 1
      if (wrong(errors, total)) {
        count += 1
        break
      }
    }
  }
  return count / people
}

// Three standard deviations of a share of 5 % in 1,500.
const allowed = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 1_500)

describe('whoever looks after every review', () => {
  test.each([0.003, 0.01, 0.05])('at a rate of %d is rarely told that it is lower', (rate) => {
    const found = misled(7, rate, Math.round(6 / rate), (errors, total) =>
      isShownBelow(errors, total, rate),
    )
    expect(found).toBeLessThanOrEqual(allowed)
  })

  test.each([0.003, 0.01, 0.05])('at a rate of %d is rarely told that it is higher', (rate) => {
    const found = misled(8, rate, Math.round(6 / rate), (errors, total) =>
      isShownAbove(errors, total, rate),
    )
    expect(found).toBeLessThanOrEqual(allowed)
  })

  test('would be misled far too often by a bound made for one look', () => {
    // The bound falls with the number of reviews: only the first number that is enough matters.
    const enough = new Map<number, number>()
    const found = misled(9, 0.05, 600, (errors, total) => {
      const needed = enough.get(errors) ?? reviewsNeeded(errors, 0.95)
      enough.set(errors, needed)
      return total >= needed
    })
    expect(found).toBeGreaterThan(0.1)
  })
})

describe('the bounds', () => {
  test('cost more reviews than one look does, but not many', () => {
    const needed = [0, 1, 2, 3].map((errors) => sequentialReviewsNeeded(errors, 0.003) ?? 0)
    expect(needed).toEqual([1_140, 2_247, 2_927, 3_579])
    needed.forEach((count, errors) => {
      expect(count).toBeGreaterThanOrEqual(reviewsNeeded(errors, 0.997))
      expect(isShownBelow(errors, count, 0.003)).toBe(true)
      expect(isShownBelow(errors, count - 1, 0.003)).toBe(false)
    })
  })

  test('are never tighter than the bounds of one look', () => {
    for (const total of [1, 5, 40, 300, 2_000])
      for (const errors of [0, 1, 2, 5].filter((count) => count < total)) {
        expect(sequentialUpperBound(errors, total)).toBeGreaterThanOrEqual(
          errorUpperBound(errors, total) - 1e-6,
        )
        expect(sequentialLowerBound(errors, total)).toBeLessThanOrEqual(
          errorLowerBound(errors, total) + 1e-6,
        )
      }
  })

  test('say nothing without reviews, and nothing proves that none are wrong', () => {
    expect([sequentialUpperBound(0, 0), sequentialLowerBound(0, 0)]).toEqual([1, 0])
    expect(sequentialUpperBound(3, 3)).toBe(1)
    expect(sequentialReviewsNeeded(0, 0)).toBeNull()
    expect(isShownBelow(0, 1_000_000, 0)).toBe(false)
    expect(isShownAbove(1, 1_000_000, 0)).toBe(true)
    expect(() => isShownBelow(2, 1, 0.1)).toThrow(RangeError)
  })
})
