import { describe, expect, test } from 'vitest'

import { compareEntity } from '#lib/engines/validation/text/entities/compare-entity.ts'
import { equalValues } from '#lib/engines/validation/text/entities/testing/equal-values.ts'
import { moreEqualValues } from '#lib/engines/validation/text/entities/testing/more-equal-values.ts'

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((value) => value.trim()))

describe.each(Object.entries({ ...equalValues, ...moreEqualValues }))('in %s', (language, text) => {
  const lines = linesOf(text)
  const all = lines.flatMap((line, at) => line.map((value) => ({ value, at })))
  const pairs = all.flatMap((a) => all.map((b) => ({ a, b })))

  test('no value is right for another one', () => {
    const taken = pairs
      .filter(({ a, b }) => a.at !== b.at)
      .filter(({ a, b }) => compareEntity(a.value, b.value, language).match === 'right')
    expect(taken.map(({ a, b }) => `${a.value} / ${b.value}`)).toEqual([])
  })

  test('no value is wrong for its own', () => {
    const refused = pairs
      .filter(({ a, b }) => a.at === b.at)
      .filter(({ a, b }) => compareEntity(a.value, b.value, language).match === 'wrong')
    expect(refused.map(({ a, b }) => `${a.value} / ${b.value}`)).toEqual([])
  })

  test('most equal values are right, and a good part of the others wrong', () => {
    const share = (own: boolean, match: string) => {
      const some = pairs.filter(({ a, b }) => (a.at === b.at) === own)
      const hits = some.filter(
        ({ a, b }) => compareEntity(a.value, b.value, language).match === match,
      )
      return hits.length / some.length
    }
    expect(share(true, 'right')).toBeGreaterThan(0.95)
    expect(share(false, 'wrong')).toBeGreaterThanOrEqual(0.2)
  })
})
