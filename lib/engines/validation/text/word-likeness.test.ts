import { expect, test } from 'vitest'

import { wordLikeness } from '#lib/engines/validation/text/word-likeness.ts'

test.each<[a: string, b: string, likeness: number]>([
  ['set', 'setting', 0.45],
  ['minute', 'minuten', 0.9],
  ['night', 'nacht', 0],
  ['restaurant', 'restuarant', 0.6],
  ['banana', 'bananas', 0.9],
  ['12', '13', 0],
  ['same', 'same', 1],
])('%s and %s', (a, b, likeness) => {
  expect(wordLikeness(a, b)).toBeCloseTo(likeness, 1)
  expect(wordLikeness(b, a)).toBe(wordLikeness(a, b))
})
