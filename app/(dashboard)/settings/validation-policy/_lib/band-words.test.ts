import { expect, test } from 'vitest'

import {
  mixWords,
  progressOf,
} from '#app/(dashboard)/settings/validation-policy/_lib/band-words.ts'

test.each([
  ['entity@2,response:contains+similar_to@2', 'Entity; response by required words, likeness'],
  ['response_time@1', 'Response time'],
  ['response:not_contains@2', 'Response by forbidden words'],
  ['', 'Nothing expected'],
])('the mix %s reads as %s', (mix, words) => expect(mixWords(mix)).toBe(words))

test('only what is still earned has a way to go, and never more than all of it', () => {
  expect(progressOf({ state: 'earning', reviews: 120, needed: 998 })).toEqual({
    done: 120,
    of: 998,
  })
  expect(progressOf({ state: 'earning', reviews: 1_200, needed: 998 })?.done).toBe(998)
  expect(progressOf({ state: 'earned', reviews: 1_000, needed: 998 })).toBeNull()
  expect(progressOf({ state: 'earning', reviews: 3, needed: null })).toBeNull()
})
