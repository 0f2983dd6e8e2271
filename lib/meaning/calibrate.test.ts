import { describe, expect, test } from 'vitest'

import { calibrate, type ScoredPair } from '#lib/meaning/calibrate.ts'
import { chooseAnchors, driftOf } from '#lib/meaning/drift.ts'
import { createRandom } from '#lib/platform/statistics/random.ts'

/** Pairs whose scores tell the labels apart, but for `wrong` of each side that score like the other. */
function separable(each: number, wrong = 0): ScoredPair[] {
  const of = (same: boolean) =>
    Array.from({ length: each }, (_, index) => {
      const above = index < wrong ? !same : same
      return { same, score: above ? 0.8 + (0.2 * index) / each : (0.4 * index) / each }
    })
  return [...of(true), ...of(false)]
}

describe('thresholds', () => {
  test('hold as far as the pairs prove the promise', () => {
    const { same, different, text } = calibrate(separable(2_000), 0.997)
    expect(same.cut).toBeCloseTo(0.8, 6)
    expect(different.cut).toBeLessThanOrEqual(0.4)
    expect(same).toMatchObject({ errors: 0, pairs: 2_000, share: 0.5 })
    expect(same.bound).toBeLessThanOrEqual(0.003)
    expect(text).toMatch(/"same" from 0\.800: 2000 pairs, 0 wrong/)
  })

  test('few pairs, however clean, prove nothing', () => {
    expect(calibrate(separable(500), 0.997)).toMatchObject({
      same: { cut: null },
      different: { cut: null },
    })
  })

  test('wrong pairs beyond every cut leave none', () =>
    expect(calibrate(separable(2_000, 40), 0.997).same.cut).toBeNull())

  test('labels turned round, or scores that say nothing, leave none', () => {
    const turned = separable(2_000).map(({ score, same }) => ({ score, same: !same }))
    expect(calibrate(turned, 0.997)).toMatchObject({
      same: { cut: null },
      different: { cut: null },
    })
    const constant = separable(2_000).map(({ same }) => ({ score: 0.9, same }))
    expect(calibrate(constant, 0.997).same.cut).toBeNull()
  })

  test('scores of chance nearly never get one', () => {
    const random = createRandom(7, 'chance')
    let found = 0
    for (let round = 0; round < 40; round++) {
      const pairs = Array.from({ length: 400 }, () => ({
        ...{ score: random.uniform(), same: random.uniform() < 0.9 },
      }))
      // Nine in ten are the same, so 0.9 is what chance would give.
      if (calibrate(pairs, 0.93).same.cut !== null) found++
    }
    expect(found).toBeLessThanOrEqual(4)
  })
})

describe('drift', () => {
  const scored = Array.from({ length: 200 }, (_, index) => ({
    ...{ expected: `e${index}`, reply: `r${index}`, same: true, score: index / 200 },
  }))

  test('is looked for over the whole range of scores', () => {
    const anchors = chooseAnchors(scored)
    expect(anchors).toHaveLength(40)
    expect(anchors[0]?.score).toBe(0)
    expect(anchors.at(-1)?.score).toBe(0.995)
    expect(chooseAnchors(scored.slice(0, 1))).toHaveLength(1)
  })

  test('is the largest change, and without end where a score is gone', () => {
    const anchors = chooseAnchors(scored)
    const now = anchors.map(({ score }) => score)
    expect(driftOf(anchors, now)).toBe(0)
    expect(driftOf(anchors, [...now.slice(0, -1), 0.5])).toBeCloseTo(0.495, 9)
    expect(driftOf(anchors, now.slice(1, -5))).toBe(Number.POSITIVE_INFINITY)
  })
})
