import { setImmediate as turn } from 'node:timers/promises'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { begunItem } from '#lib/runs/execute/testing/execute-text.ts'
import { ItemClaimer } from '#workers/item-claimer.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A claimer of `concurrency` full slots before which more items wait than it can ever begin, and what it has asked for. */
async function full(concurrency: number, busy: () => boolean = () => false) {
  const asked: number[] = []
  const claimer = new ItemClaimer({
    concurrency,
    claim: (slots) => {
      asked.push(slots)
      const items = Array.from({ length: slots }, () => begunItem)
      return Promise.resolve({ items, more: true, nextMs: null })
    },
    start: () => undefined,
    busy,
  })
  claimer.wake()
  await turn()
  await turn()
  const free = async (slots: number) => {
    for (let n = 0; n < slots; n++) {
      claimer.release()
      claimer.done()
    }
    await turn()
    await turn()
  }
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    await turn()
    await turn()
  }
  return { asked, free, pass }
}

test('slots that become free one by one are filled together', async () => {
  const { asked, free, pass } = await full(80)
  expect(asked).toEqual([80])
  await free(1)
  await pass(10)
  await free(1)
  await pass(10)
  expect(asked).toEqual([80])
  await pass(10)
  expect(asked).toEqual([80, 2])
})

test('an eighth of the slots waits for no others', async () => {
  const { asked, free } = await full(80)
  await free(9)
  await free(1)
  expect(asked).toEqual([80, 10])
})

test('a process that has no time left asks less often, and not for ever', async () => {
  let busy = true
  const { asked, free, pass } = await full(80, () => busy)
  await free(2)
  await pass(90)
  expect(asked).toEqual([80])
  await pass(20)
  expect(asked).toEqual([80, 2])
  busy = false
  await free(2)
  await pass(30)
  expect(asked).toEqual([80, 2, 2])
})
