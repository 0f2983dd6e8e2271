import { expect, test } from 'vitest'

import { isLastTry, mostRetries, retryDelayMs } from '#lib/runs/queue/item-tries.ts'

test.each([
  { tries: 0, least: 1_000, most: 2_000 },
  { tries: 1, least: 2_000, most: 4_000 },
  { tries: 4, least: 16_000, most: 32_000 },
  { tries: 5, least: 32_000, most: 60_000 },
  { tries: 500, least: 60_000, most: 60_000 },
])('after $tries used tries the next one waits $least to $most ms', ({ tries, least, most }) => {
  expect(retryDelayMs(tries, () => 0)).toBe(least)
  expect(retryDelayMs(tries, () => 1)).toBe(most)
})

test('an item has five tries beyond its first', () => {
  expect(mostRetries).toBe(5)
  expect([0, 4, 5, 6].map(isLastTry)).toEqual([false, false, true, true])
})
