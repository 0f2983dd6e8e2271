import { setImmediate as turn } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { settings } from '#lib/platform/config/settings.ts'
import { Places, voiceLimit } from '#workers/voice-places.ts'

test('a worker holds what its cores can speak in time, and never more than it executes', () => {
  expect(voiceLimit(1)).toBe(250)
  expect(voiceLimit(2)).toBe(Math.min(500, settings().WORKER_CONCURRENCY))
  expect(voiceLimit(64)).toBe(settings().WORKER_CONCURRENCY)
})

test('who finds no place waits for one, in order; who is told to stop waits no longer', async () => {
  const places = new Places(() => 1)
  const first = Promise.withResolvers<void>()
  const done: string[] = []
  const never = new AbortController().signal
  const stopped = new AbortController()
  const all = [
    places.run(never, () => first.promise.then(() => void done.push('first'))),
    places.run(never, async () => void done.push('second')),
    places.run(stopped.signal, async () => void done.push('stopped')),
    places.run(never, async () => void done.push('third')),
  ]
  await turn()
  expect(done).toEqual([])
  stopped.abort()
  await turn()
  expect(done).toEqual(['stopped'])
  first.resolve()
  await Promise.all(all)
  expect(done).toEqual(['stopped', 'first', 'second', 'third'])
  await places.run(never, async () => void done.push('later'))
  expect(done.at(-1)).toBe('later')
})

test('what fails gives its place back', async () => {
  const places = new Places(() => 1)
  const { signal } = new AbortController()
  await expect(places.run(signal, () => Promise.reject(new Error('broken')))).rejects.toThrow()
  await expect(places.run(signal, () => Promise.resolve('held'))).resolves.toBe('held')
})
