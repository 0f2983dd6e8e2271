import { expect, test } from 'vitest'

import { RecentLateness } from '#lib/platform/metrics/recent-lateness.ts'

const minute = 60_000

function recent() {
  const clock = { ms: 0 }
  return { clock, lateness: new RecentLateness(() => clock.ms) }
}

const frames = (count: number, ms: number) => Array.from({ length: count }, () => ms)

test('one piece in a hundred left later than the figure says', () => {
  const { lateness } = recent()
  lateness.add(frames(98, 0.5))
  lateness.add(frames(2, 48))
  expect(lateness.read()).toEqual({ count: 100, p99_ms: 40 })
})

test.each([
  ['in time', frames(1_000, -2), { count: 1_000, p99_ms: 1 }],
  ['later than all bins', frames(5, 4_000), { count: 5, p99_ms: 1_000 }],
])('%s', (_, late, expected) => {
  const { lateness } = recent()
  lateness.add(late)
  expect(lateness.read()).toEqual(expected)
})

test('what is older than five minutes is forgotten, part by part', () => {
  const { clock, lateness } = recent()
  lateness.add(frames(10, 80))
  clock.ms = 3 * minute
  lateness.add(frames(10, 1))
  expect(lateness.read()?.count).toBe(20)
  clock.ms = 5 * minute
  expect(lateness.read()).toEqual({ count: 10, p99_ms: 1 })
  clock.ms = 9 * minute
  expect(lateness.read()).toBeNull()
  lateness.add([])
  expect(lateness.read()).toBeNull()
})
