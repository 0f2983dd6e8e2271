import { expect, test } from 'vitest'

import { covered } from '#lib/engines/validation/text/covered.ts'

const spans = [
  { start: 10, end: 14 },
  { start: 0, end: 3 },
  { start: 2, end: 8 },
  { start: 20, end: 21 },
]

test('as asking every span in turn', () => {
  const { holds, touches } = covered(spans)
  for (let start = 0; start < 24; start++)
    for (let end = start + 1; end < 26; end++) {
      const piece = { start, end }
      expect(holds(piece)).toBe(spans.some((one) => one.start <= start && end <= one.end))
      expect(touches(piece)).toBe(spans.some((one) => one.start < end && start < one.end))
    }
})

test('no spans hold nothing', () => {
  expect(covered([]).holds({ start: 0, end: 1 })).toBe(false)
  expect(covered([]).touches({ start: 0, end: 1 })).toBe(false)
})
