import { describe, expect, test } from 'vitest'

import {
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  type Rating,
} from '#lib/platform/statistics/agreement.ts'
import { bootstrapInterval } from '#lib/platform/statistics/bootstrap.ts'

// The example that SAS prints and statsmodels compares itself with: simple 0.4842, weighted 0.4701.
const dermatologists = [
  [0, 4, 1],
  [0, 8, 0],
  [0, 1, 5],
]

describe('two raters', () => {
  test('simple and weighted kappa equal those of SAS', () => {
    expect(cohenKappa(dermatologists)).toBeCloseTo(0.4842, 4)
    expect(cohenKappa(dermatologists, [0, 1, 2])).toBeCloseTo(0.4701, 4)
  })

  test('which rater comes first makes no difference', () => {
    const turned = dermatologists.map((_, i) => dermatologists.map((row) => row[i] ?? 0))
    expect(cohenKappa(turned)).toBeCloseTo(cohenKappa(dermatologists) ?? Number.NaN, 12)
  })

  test('agreement by chance alone is 0, full agreement is 1, full contradiction is below 0', () => {
    const chance = [
      [9, 21],
      [21, 49],
    ]
    expect(cohenKappa(chance)).toBeCloseTo(0, 12)
    const diagonal = [
      [5, 0],
      [0, 7],
    ]
    expect(cohenKappa(diagonal)).toBe(1)
    expect(cohenKappa(diagonal.toReversed())).toBeLessThan(0)
  })

  test('a high share of equal answers proves nothing when nearly all answers are the same', () => {
    const lopsided = [
      [90, 5],
      [5, 0],
    ]
    expect(cohenKappa(lopsided)).toBeLessThan(0)
  })

  test('who knows one answer only neither agrees nor disagrees', () => {
    expect(cohenKappa([[12]])).toBeNull()
    expect(cohenKappa([])).toBeNull()
  })
})

// Fleiss 1971, table 1: six psychiatrists, 30 patients, five diagnoses.
const diagnoses = (
  '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 ' +
  '00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006'
)
  .split(' ')
  .map((row) => [...row].map(Number))

describe('many raters', () => {
  test('Fleiss 1971', () => expect(fleissKappa(diagnoses)).toBeCloseTo(0.43, 3))

  test('another number of ratings for some items is refused', () =>
    expect(() =>
      fleissKappa([
        [1, 1],
        [2, 1],
      ]),
    ).toThrow(/same number/))

  test('one rater has nobody to agree with', () => expect(fleissKappa([[1, 0]])).toBeNull())
})

// Krippendorff 2011, example C: four observers, twelve units, some not rated.
const observers = [
  '1 2 3 3 2 1 4 1 2 * * *',
  '1 2 3 3 2 2 4 1 2 5 * 3',
  '* 3 3 3 2 3 4 2 2 5 1 *',
  '1 2 3 3 2 4 4 1 2 5 1 *',
].map((row): Rating[] => row.split(' ').map((value) => (value === '*' ? null : Number(value))))

describe('missing ratings', () => {
  test.each([
    ['nominal', 0.743421],
    ['ordinal', 0.815388],
    ['interval', 0.849107],
  ] as const)('alpha, %s', (scale, alpha) =>
    expect(krippendorffAlpha(observers, scale)).toBeCloseTo(alpha, 5),
  )

  test('the order of raters and of items makes no difference', () => {
    const turned = observers.toReversed().map((row) => row.toReversed())
    expect(krippendorffAlpha(turned)).toBeCloseTo(krippendorffAlpha(observers) ?? Number.NaN, 12)
  })

  test('an item that one person rated adds nothing', () => {
    const more = observers.map((row, rater) => [...row, rater === 0 ? 5 : null])
    expect(krippendorffAlpha(more)).toBeCloseTo(0.743421, 5)
  })

  test('nothing rated, or one answer throughout: no figure', () => {
    expect(krippendorffAlpha([])).toBeNull()
    expect(krippendorffAlpha([[1], [1]])).toBeNull()
  })
})

describe('intervals', () => {
  const units = observers[0]?.map((_, unit) => observers.map((row) => row[unit] ?? null)) ?? []
  const alpha = (drawn: readonly Rating[][]) =>
    krippendorffAlpha(observers.map((_, rater) => drawn.map((unit) => unit[rater] ?? null)))

  test('hold the figure, within what the statistic can be, the same each time', () => {
    const found = bootstrapInterval(units, alpha)
    expect(found?.low).toBeLessThan(0.7434)
    expect(found?.high).toBeGreaterThan(0.7434)
    expect(found?.high).toBeLessThanOrEqual(1)
    expect(bootstrapInterval(units, alpha)).toEqual(found)
  })

  test('shrink with more of the same items', () => {
    const width = (items: readonly Rating[][]) => {
      const { low, high } = bootstrapInterval(items, alpha) ?? { low: 0, high: 9 }
      return high - low
    }
    const many = Array.from({ length: 8 }, () => units).flat()
    expect(width(many)).toBeLessThan(width(units) / 2)
  })

  test('one item, or draws that say nothing, give none', () => {
    expect(bootstrapInterval(units.slice(0, 1), alpha)).toBeNull()
    expect(bootstrapInterval(units, () => null)).toBeNull()
  })
})
