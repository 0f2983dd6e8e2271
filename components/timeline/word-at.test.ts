import { expect, test } from 'vitest'

import { wordAt } from '#components/timeline/word-at.ts'

const text = { value: 'it is sunny', from_ms: 1_000, to_ms: 2_200 }

test('each word takes its share of the speech', () => {
  expect([1_000, 1_299, 1_301, 1_700, 2_199].map((at) => wordAt(text, at))).toEqual([0, 0, 1, 2, 2])
})

test('outside of the speech no word is said', () => {
  expect([999, 2_200].map((at) => wordAt(text, at))).toEqual([-1, -1])
  expect(wordAt({ ...text, to_ms: null }, 1_000)).toBe(-1)
  expect(wordAt({ ...text, to_ms: 1_000 }, 1_000)).toBe(-1)
})
