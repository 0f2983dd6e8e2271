import { expect, test } from 'vitest'

import { findEntity } from '#lib/engines/validation/text/entities/find-entity.ts'
import type { Json } from '#lib/platform/json.ts'

test('an entity is found by its flat name, without case, spaces and underscores', () =>
  expect(findEntity('city_name', { CityName: 'Toronto' }, null)).toBe('Toronto'))

test('the flat entities come before the data of the intent', () =>
  expect(findEntity('city', { city: 'flat' }, { city: 'deep' })).toBe('flat'))

test('at depth in the data of the intent, through lists', () =>
  expect(findEntity('city', {}, { results: [{ place: { City: 'Oslo' } }] })).toBe('Oslo'))

test('by a dotted path', () =>
  expect(findEntity('to.city', {}, { from: { city: 'Oslo' }, to: { city: 'Bergen' } })).toBe(
    'Bergen',
  ))

test('a missing entity is not found', () =>
  expect(findEntity('city', {}, { a: 1 })).toBeUndefined())

test('deep data ends the search', () => {
  let deep: Json = { city: 'Oslo' }
  for (let level = 0; level < 50; level++) deep = { inner: deep }
  expect(findEntity('city', {}, deep)).toBeUndefined()
})
