import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { watchLoop } from '#lib/platform/metrics/loop-delay.ts'

/** Keeps the event loop from turning. */
function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('a loop that stood still is seen, also before its next tick, and only in its own time', async () => {
  const watch = watchLoop()
  const before = performance.now()
  await sleep(25)
  const quiet = performance.now()
  block(120)
  const after = performance.now()
  expect(watch.longest(quiet, after)).toBeGreaterThan(80)
  await sleep(25)
  expect(watch.longest(quiet, after)).toBeGreaterThan(80)
  expect(watch.longest(before - 1_000, before - 500)).toBe(0)
  watch.stop()
})

test('two who watch do not end each other', async () => {
  const [first, second] = [watchLoop(), watchLoop()]
  first.stop()
  first.stop()
  const from = performance.now()
  block(100)
  await sleep(25)
  expect(second.longest(from, performance.now())).toBeGreaterThan(60)
  second.stop()
})
