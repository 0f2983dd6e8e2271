import { expect, test } from 'vitest'

import { Leisure } from '#lib/engines/connectors/realtime/leisure.ts'
import { busy } from '#lib/engines/connectors/realtime/testing/busy.ts'

/** When each of `count` things was done, ms from now. */
function timesOf(leisure: Leisure, count: number, work = () => undefined as void) {
  const begun = performance.now()
  const times: number[] = []
  return new Promise<number[]>((resolve) => {
    for (let at = 0; at < count; at++)
      leisure.add(() => {
        times.push(performance.now() - begun)
        work()
        if (times.length === count) resolve(times)
      })
  })
}

test('things that may only begin one at a time are spread', async () => {
  const times = await timesOf(new Leisure({ every: 2, atOnce: 1 }), 20)
  for (const [at, ms] of times.entries()) expect(ms).toBeGreaterThanOrEqual((at - 1) * 2)
})

test('what costs more than its share of a look ends that look', async () => {
  const leisure = new Leisure()
  const looks = new Set<number>()
  let look = 0
  const turn = setInterval(() => (look += 1), 0)
  await timesOf(leisure, 10, () => {
    looks.add(look)
    busy(1)
  })
  clearInterval(turn)
  expect(looks.size).toBeGreaterThan(3)
})

test('a thread that is always late does them all the same, in order', async () => {
  const leisure = new Leisure()
  const order: number[] = []
  let on = true
  const burden = () => {
    busy(8)
    if (on) setImmediate(burden)
  }
  burden()
  await new Promise<void>((resolve) => {
    for (let at = 0; at < 5; at++)
      leisure.add(() => {
        order.push(at)
        if (at === 4) resolve()
      })
  })
  on = false
  expect(order).toEqual([0, 1, 2, 3, 4])
})
