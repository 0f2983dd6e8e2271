import { expect, test } from 'vitest'

import type { Proof } from '#lib/engines/validation/score.ts'
import { matchValue } from '#lib/engines/validation/tools/match-value.ts'
import type { Json } from '#lib/platform/json.ts'

test.each<[expected: Json, actual: Json | undefined, proof: Proof]>([
  [4, 4, 'right'],
  [4, '4', 'right'],
  [4, 'four', 'right'],
  [4, 5, 'wrong'],
  [4, undefined, 'wrong'],
  ['02142', '02142', 'right'],
  ['02142', '2142', 'wrong'],
  ['ORD-00123', 'ORD-123', 'wrong'],
  ['Toronto', 'toronto', 'right'],
  ['Toronto', 'Boston', 'wrong'],
  [true, 'yes', 'right'],
  ['2026-05-03', 'May 3, 2026', 'right'],
  ['7:30 pm', '19:30', 'right'],
  // null: not given
  [null, undefined, 'right'],
  [null, null, 'right'],
  [null, 5, 'wrong'],
  [{ any: true }, 'x', 'right'],
  [{ any: true }, null, 'right'],
  [{ any: true }, undefined, 'wrong'],
  [{ matches: '^an' }, 'Anna', 'right'],
  [{ matches: '^an' }, 'Hanna', 'wrong'],
  [{ matches: '^4$' }, 4, 'right'],
  [{ matches: 'x' }, null, 'wrong'],
  [{ matches: 'x' }, ['x'], 'unproven'],
  [{ min: 2, max: 4 }, 4, 'right'],
  [{ min: 2, max: 4 }, 'three', 'right'],
  [{ min: 2 }, 1, 'wrong'],
  [{ min: 2 }, 'some', 'unproven'],
  [{ min: 2 }, true, 'wrong'],
  // an object that has these fields itself
  [{ min: 2, max: 4 }, { min: 2, max: 4 }, 'right'],
  [{ min: 2, max: 4 }, { min: 2, max: 5 }, 'wrong'],
  [{ value: 'NYC', synonyms: ['New York City'] }, 'New York City', 'right'],
  [{ value: '02142', type: 'identifier' }, '02142', 'right'],
  [{ guest: { name: 'Ann' } }, { guest: { name: 'ann', vip: true } }, 'right'],
  [{ 'guest.name': 'Ann' }, { guest: { name: 'Bob' } }, 'wrong'],
  [{ 'items[1].sku': 'B' }, { items: [{ sku: 'A' }, { sku: 'B' }] }, 'right'],
  [{ 'items[2].sku': 'B' }, { items: [{ sku: 'A' }] }, 'wrong'],
  [{ party_size: 4 }, { partySize: 4 }, 'right'],
  [{ note: null }, { guests: 4 }, 'right'],
  [[1, 2], [1, 2], 'right'],
  [[1, 2], [1, 3], 'wrong'],
])('%j against %j is %s', (expected, actual, proof) =>
  expect(matchValue(expected, actual, { language: 'en-US', name: 'x' }).match).toBe(proof),
)
