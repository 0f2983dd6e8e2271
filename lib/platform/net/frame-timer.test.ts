import { expect, test } from 'vitest'

import { FrameTimer } from '#lib/platform/net/frame-timer.ts'

type Ran = { due: number; at: number }

/** Runs one thing at each of `offsets` ms from now, and waits for all of them. */
async function ranAt(timer: FrameTimer, offsets: number[]): Promise<Ran[]> {
  const begun = performance.now()
  const ran: Ran[] = []
  await Promise.all(
    offsets.map((offset) => {
      const due = begun + offset
      return new Promise<void>((resolve) =>
        timer.at(due, () => {
          ran.push({ due, at: performance.now() })
          resolve()
        }),
      )
    }),
  )
  return ran
}

const busy = (ms: number) => {
  const end = performance.now() + ms
  while (performance.now() < end);
}

test('everything comes, in the order of its time and never before it', async () => {
  const offsets = [40.3, -5, 0, 3.9, 600, 17, 17.2, 255.5, 256.5, 12, 300]
  const ran = await ranAt(new FrameTimer(), offsets)
  expect(ran).toHaveLength(offsets.length)
  for (const { due, at } of ran) expect(at).toBeGreaterThanOrEqual(due)
  const slots = ran.map(({ due }) => Math.ceil(due))
  expect(slots).toEqual(slots.toSorted((a, b) => a - b))
})

test('what was due while the loop stood still, for longer than a turn of the wheel, follows at once', async () => {
  const timer = new FrameTimer()
  const all = ranAt(
    timer,
    Array.from({ length: 70 }, (_, index) => index * 5),
  )
  busy(400)
  const ran = await all
  expect(ran).toHaveLength(70)
  expect((ran.at(-1)?.at ?? 0) - (ran[0]?.at ?? 0)).toBeLessThan(100)
})

test('what is taken back does not come, and holds nothing up', async () => {
  const timer = new FrameTimer()
  const came: string[] = []
  const now = performance.now()
  const cancels = [
    timer.at(now - 1, () => came.push('due')),
    timer.at(now + 5, () => came.push('soon')),
    timer.at(now + 700, () => came.push('later')),
  ]
  for (const appointment of cancels) appointment.cancel()
  await ranAt(timer, [30])
  expect(came).toEqual([])
})

test('what one of them starts comes in its turn', async () => {
  const timer = new FrameTimer()
  const steps: number[] = []
  const begun = performance.now()
  await new Promise<void>((resolve) => {
    const step = (index: number) => {
      steps.push(performance.now() - begun)
      if (index === 20) resolve()
      else timer.at(begun + (index + 1) * 5, () => step(index + 1))
    }
    timer.at(begun, () => step(0))
  })
  expect(steps).toHaveLength(21)
  for (const [index, at] of steps.entries()) expect(at).toBeGreaterThanOrEqual(index * 5)
})
