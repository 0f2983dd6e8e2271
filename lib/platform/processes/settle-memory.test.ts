import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { settleMemory } from '#lib/platform/processes/settle-memory.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('memory is given back only while nobody is held up, and not for ever', () => {
  let busy = true
  let looks = 0
  settleMemory(() => {
    looks += 1
    return !busy
  })
  vi.advanceTimersByTime(60_000)
  expect(looks).toBe(60)
  busy = false
  vi.advanceTimersByTime(60_000)
  expect(looks).toBe(68)
})
