import { describe, expect, test } from 'vitest'

import type { Json } from '../types.ts'
import { compareEntity, findEntity } from './entities.ts'

const cases: [expected: Json, actual: Json, match: string, language?: string][] = [
  ['Toronto', 'toronto', 'exact'],
  ['Toronto', 'Sydney', 'none'],
  ['New York', 'New York City', 'partial'],
  ['New York City', 'New York', 'partial'],
  ['play list', 'playlist', 'equivalent'],
  ['München', 'Munchen', 'partial', 'de-DE'],
  [10, 10, 'exact'],
  [10, 10.5, 'none'],
  [10, '10', 'equivalent'],
  ['ten', 10, 'equivalent'],
  ['10 minutes', 600, 'equivalent'],
  ['10 minutes', 600_000, 'equivalent'],
  ['10 minutes', 'PT10M', 'equivalent'],
  ['10 minutes', 'ten minutes', 'exact'],
  ['90 minutes', '1 hour 30 minutes', 'equivalent'],
  ['10 minutes', '20 minutes', 'none'],
  ['10 minutes', 1200, 'none'],
  ['zehn Minuten', 'PT600S', 'equivalent', 'de-DE'],
  ['7:30 AM', '07:30', 'equivalent'],
  ['7:30 AM', 'half past seven in the morning', 'equivalent'],
  ['7:30 AM', '2025-03-12T07:30:00', 'equivalent'],
  ['7:30 AM', '19:30', 'none'],
  ['7:30', '7:30 AM', 'partial'],
  ['2025-03-12', '2025-03-13', 'none'],
  ['tomorrow', 'tomorrow', 'exact'],
  ['tomorrow', '2025-03-13', 'unclear'],
  [true, true, 'exact'],
  [true, 'true', 'equivalent'],
  [true, false, 'none'],
  [null, 'x', 'none'],
  [['a', 'b'], ['b', 'a'], 'equivalent'],
  [['a', 'b'], ['a'], 'partial'],
  [['a'], ['c'], 'none'],
  ['a', ['a'], 'exact'],
  [{ city: 'Toronto' }, { City: 'toronto', country: 'CA' }, 'equivalent'],
  [{ city: 'Toronto', day: 'monday' }, { city: 'Toronto', day: 'friday' }, 'partial'],
  ['Toronto', { label: 'Toronto', id: 7 }, 'partial'],
]

test.each(cases)('%j against %j is %s', (expected, actual, match, language = 'en-US') =>
  expect(compareEntity(expected, actual, language).match).toBe(match),
)

describe('an entity is found', () => {
  test('by its flat name, without case, spaces and underscores', () =>
    expect(findEntity('city_name', { CityName: 'Toronto' }, null)).toBe('Toronto'))
  test('in the flat entities before the data of the intent', () =>
    expect(findEntity('city', { city: 'flat' }, { city: 'deep' })).toBe('flat'))
  test('at depth in the data of the intent, through lists', () =>
    expect(findEntity('city', {}, { results: [{ place: { City: 'Oslo' } }] })).toBe('Oslo'))
  test('by a dotted path', () =>
    expect(findEntity('to.city', {}, { from: { city: 'Oslo' }, to: { city: 'Bergen' } })).toBe(
      'Bergen',
    ))
  test('not at all when it is missing', () =>
    expect(findEntity('city', {}, { a: 1 })).toBeUndefined())
  test('without end in deep data', () => {
    let deep: Json = { city: 'Oslo' }
    for (let level = 0; level < 50; level++) deep = { inner: deep }
    expect(findEntity('city', {}, deep)).toBeUndefined()
  })
})
