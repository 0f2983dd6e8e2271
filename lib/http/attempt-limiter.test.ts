import { expect, test } from 'vitest'

import { createAttemptLimiter, createRateLimiter } from '#lib/http/attempt-limiter.ts'

test('lets a burst through and then so many a minute, for each key on its own', () => {
  let time = 0
  const allows = createAttemptLimiter({ burst: 3, perMinute: 60 }, () => time)
  expect([1, 2, 3, 4].map(() => allows('a'))).toEqual([true, true, true, false])
  expect(allows('b')).toBe(true)
  time += 999
  expect(allows('a')).toBe(false)
  time += 1
  expect([allows('a'), allows('a')]).toEqual([true, false])
  time += 3_600_000
  expect([1, 2, 3, 4].map(() => allows('a'))).toEqual([true, true, true, false])
})

test('says what is left, and how long to wait', () => {
  let time = 0
  const take = createRateLimiter({ perMinute: () => 6, now: () => time })
  expect(take('a', 5)).toEqual({ allowed: true, limit: 6, remaining: 1, reset: 50 })
  expect(take('a', 5)).toEqual({ allowed: false, limit: 6, remaining: 1, reset: 40 })
  expect(take('a')).toEqual({ allowed: true, limit: 6, remaining: 0, reset: 60 })
  time += 10_000
  expect(take('a')).toMatchObject({ allowed: true, remaining: 0 })
})

test('a steady rate below the limit is never refused, and as many at once as a minute allows', () => {
  let time = 0
  const take = createRateLimiter({ perMinute: () => 600, now: () => time })
  const burst = Array.from({ length: 600 }, () => take('a').allowed)
  expect(burst.every(Boolean)).toBe(true)
  for (let at = 0; at < 6_000; at++) {
    time += 100
    expect(take('a').allowed).toBe(true)
  }
})

test('a flood of keys is bounded in memory and in time for each', () => {
  const take = createRateLimiter({ perMinute: () => 60 })
  const before = process.memoryUsage().heapUsed
  for (let at = 0; at < 1_000_000; at++) take(`2001:db8:${at.toString(16)}::/64`)
  expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(64)
})
