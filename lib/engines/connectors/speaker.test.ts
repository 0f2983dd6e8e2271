import { expect, test } from 'vitest'

import { Speaker } from '#lib/engines/connectors/speaker.ts'
import { voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'

type Write = { bytes: Buffer; at: number; audioMs: number; speechEnd: boolean }

async function say(input: ReturnType<typeof voiceTurn>, pace: number) {
  const writes: Write[] = []
  let pending: Buffer = Buffer.alloc(0)
  const startedAt = performance.now()
  const outcome = await new Speaker().say(input, {
    pace,
    write: async (bytes) => {
      pending = bytes
    },
    onWritten: (audioMs, speechEnd) =>
      writes.push({ bytes: pending, at: performance.now() - startedAt, audioMs, speechEnd }),
  })
  return { writes, outcome }
}

test.each([0, 1, 7, 100])('writes every sample once and in order at pace %d', async (pace) => {
  const input = voiceTurn(130, 31)
  const { writes, outcome } = await say(input, pace)
  const sent = Buffer.concat(writes.map(({ bytes }) => bytes))
  expect(outcome).toBe('all')
  expect(sent.equals(Buffer.from(input.pcm.buffer))).toBe(true)
  expect(writes.at(-1)?.audioMs).toBe(130)
})

test.each([0, 2])('one write ends exactly where the speech ends at pace %d', async (pace) => {
  const { writes } = await say(voiceTurn(130, 31), pace)
  expect(writes.filter(({ speechEnd }) => speechEnd).map(({ audioMs }) => audioMs)).toEqual([99])
})

test('no sample leaves before a live caller could have said it', async () => {
  const { writes } = await say(voiceTurn(300), 2)
  for (const { at, audioMs } of writes) expect(at).toBeGreaterThanOrEqual(audioMs / 2)
  expect(writes.length).toBeGreaterThan(2)
})

test('a slow line does not slow the clock: what is late follows at once', async () => {
  const waits: number[] = []
  let last = performance.now()
  await new Speaker().say(voiceTurn(400, 0), {
    pace: 1,
    // The first write takes as long as four chunks.
    write: async () => {
      if (waits.length === 0) await new Promise((resolve) => setTimeout(resolve, 200))
    },
    onWritten: () => {
      waits.push(performance.now() - last)
      last = performance.now()
    },
  })
  expect(waits).toHaveLength(8)
  // 250 ms have passed when the first chunk is out: the next four are due already.
  expect(Math.max(...waits.slice(1, 4))).toBeLessThan(40)
})

test('stops at once, in the middle of a pause', async () => {
  const speaker = new Speaker()
  let written = 0
  const outcome = await speaker.say(voiceTurn(60_000), {
    pace: 0.01,
    write: async () => undefined,
    onWritten: () => (written += 1),
    ...(setImmediate(() => speaker.stop()) && {}),
  })
  expect(outcome).toBe('stopped')
  expect(written).toBe(0)
})

test('a write that fails ends it', async () => {
  const call = new Speaker().say(voiceTurn(), {
    pace: 0,
    write: () => Promise.reject(new Error('line is dead')),
    onWritten: () => undefined,
  })
  await expect(call).rejects.toThrow('line is dead')
})

test('the lateness of each frame is told, of the one that the line held up as well', async () => {
  const late: number[] = []
  let writes = 0
  await new Speaker().say(
    { ...voiceTurn(400, 0), onFrame: (ms) => late.push(ms) },
    {
      pace: 1,
      write: async () => {
        if (++writes === 3) await new Promise((resolve) => setTimeout(resolve, 120))
      },
      onWritten: () => undefined,
    },
  )
  expect(late).toHaveLength(8)
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0)
  expect(late.indexOf(Math.max(...late))).toBe(2)
  expect(late[2]).toBeGreaterThan(110)
})
