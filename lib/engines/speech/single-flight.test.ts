import { expect, test } from 'vitest'

import { createSingleFlight } from '#lib/engines/speech/single-flight.ts'

/** Work that ends when the test says so and counts how often it was started. */
function heldWork() {
  const signals: AbortSignal[] = []
  const gate = Promise.withResolvers<string>()
  const work = (signal: AbortSignal) => {
    signals.push(signal)
    signal.addEventListener('abort', () => gate.reject(signal.reason))
    return gate.promise
  }
  return { work, signals, finish: gate.resolve, fail: gate.reject }
}

test('equal work at the same time is done once', async () => {
  const once = createSingleFlight<string>()
  const held = heldWork()
  const answers = [1, 2, 3].map(() => once('key', held.work))
  held.finish('done')
  expect(await Promise.all(answers)).toEqual(['done', 'done', 'done'])
  expect(held.signals).toHaveLength(1)
})

test('other keys and later calls are done on their own, after a failure too', async () => {
  const once = createSingleFlight<string>()
  let count = 0
  const work = async () => {
    count += 1
    if (count === 1) throw new Error('first fails')
    return String(count)
  }
  await expect(once('a', work)).rejects.toThrow('first fails')
  expect(await Promise.all([once('a', work), once('b', work)])).toEqual(['2', '3'])
})

test('one caller leaving lets the others go on', async () => {
  const once = createSingleFlight<string>()
  const held = heldWork()
  const leaver = new AbortController()
  const [left, stays] = [once('key', held.work, leaver.signal), once('key', held.work)]
  leaver.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  held.finish('done')
  expect(await stays).toBe('done')
})

test('when everybody left the work is aborted and the next caller starts anew', async () => {
  const once = createSingleFlight<string>()
  const held = heldWork()
  const leaver = new AbortController()
  const calls = [once('key', held.work, leaver.signal), once('key', held.work, leaver.signal)]
  leaver.abort(new Error('left'))
  for (const result of await Promise.allSettled(calls)) expect(result.status).toBe('rejected')
  expect(held.signals[0]?.aborted).toBe(true)
  expect(await once('key', async () => 'anew')).toBe('anew')
})
