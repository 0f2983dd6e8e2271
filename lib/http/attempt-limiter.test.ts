import { expect, test } from 'vitest'

import { createAttemptLimiter } from '#lib/http/attempt-limiter.ts'

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
