import { expect, test } from 'vitest'

import { compareEntity } from '#lib/engines/validation/text/entities/compare-entity.ts'
import type { Json } from '#lib/platform/json.ts'

/** `back` where the swapped pair comes out otherwise; English unless said otherwise. */
type Row = [expected: Json, actual: Json, match: string, language?: string, back?: string]

const named = (name: string | undefined) => (name === undefined ? {} : { name })

/** One test for each pair, in both directions. */
export function both(rows: Row[], name?: string) {
  test.each(rows)(
    '%j against %j is %s',
    (expected, actual, match, language = 'en-US', back = match) => {
      expect(compareEntity(expected, actual, language, named(name)).match).toBe(match)
      expect(compareEntity(actual, expected, language, named(name)).match).toBe(back)
    },
  )
}

/** One test for each pair whose sides play other parts. */
export function oneWay(rows: Row[], name?: string) {
  test.each(rows)('%j against %j is %s', (expected, actual, match, language = 'en-US') =>
    expect(compareEntity(expected, actual, language, named(name)).match).toBe(match),
  )
}
