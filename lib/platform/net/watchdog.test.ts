import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Watchdog } from '#lib/platform/net/watchdog.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch(totalMs = 1_000) {
  const expired: string[] = []
  const startedAt = performance.now()
  const note = ({ name }: { name: string }) =>
    expired.push(`${name} after ${Math.round(performance.now() - startedAt)}`)
  return { dog: new Watchdog({ name: 'all', ms: totalMs }, note), expired }
}

test('a phase ends by its own limit, counted from the last sign of life', () => {
  const { dog, expired } = watch()
  dog.phase({ name: 'a', ms: 100 })
  vi.advanceTimersByTime(80)
  dog.touch()
  vi.advanceTimersByTime(99)
  expect(expired).toEqual([])
  vi.advanceTimersByTime(2)
  expect(expired).toEqual(['a after 180'])
})

test('a longer phase, or none, leaves the limit for the whole', () => {
  const { dog, expired } = watch()
  dog.phase({ name: 'short', ms: 50 })
  dog.phase({ name: 'long', ms: 600 })
  vi.advanceTimersByTime(300)
  dog.phase(null)
  vi.advanceTimersByTime(701)
  expect(expired).toEqual(['all after 1000'])
})

test('goes on watching after a limit that was only a sign', () => {
  const { dog, expired } = watch()
  dog.phase({ name: 'pause', ms: 50 })
  vi.advanceTimersByTime(60)
  dog.phase({ name: 'next', ms: 200 })
  vi.advanceTimersByTime(201)
  dog.stop()
  dog.phase({ name: 'again', ms: 100 })
  vi.advanceTimersByTime(101)
  expect(expired).toEqual(['pause after 50', 'next after 260', 'again after 361'])
})

test('the limit for the whole can be moved both ways', () => {
  const { dog, expired } = watch()
  dog.extend(500)
  vi.advanceTimersByTime(1_100)
  dog.extend(-300)
  vi.advanceTimersByTime(101)
  expect(expired).toEqual(['all after 1200'])
})
