import { expect, test } from 'vitest'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { isOnThisMachine, latenessOf, latestSending, OwnSide } from '#lib/runs/execute/own-side.ts'

const sent = (at: number, audioMs: number): TurnEvent => ({ type: 'sent', at, bytes: 1, audioMs })

test.each([
  ['each piece in time', [sent(100, 50), sent(150, 100), sent(200, 150)], 1, 0],
  ['one late by 30 ms', [sent(100, 50), sent(180, 100), sent(200, 150)], 1, 30],
  ['the first late, the others in time', [sent(140, 50), sent(150, 100), sent(200, 150)], 1, 40],
  ['at twice the pace', [sent(100, 100), sent(150, 200), sent(212, 300)], 2, 12],
  ['not in real time', [sent(100, 50), sent(900, 100)], 0, null],
  ['nothing streamed', [], 1, null],
] as const)('lateness of what was sent: %s', (_, events, pace, late) =>
  expect(latestSending([...events], pace)).toBe(late),
)

test.each([
  [{ endpoint: 'http://127.0.0.1:4000/v1' }, true],
  [{ endpoint: 'ws://localhost/x', pace: 1 }, true],
  [{ deep: [{ url: 'http://[::1]:80/' }] }, true],
  [{ endpoint: 'https://api.example.com/127.0.0.1' }, false],
  [{ note: 'localhost', port: 127 }, false],
  [null, false],
])('%j is on this machine: %s', (config, local) => expect(isOnThisMachine(config)).toBe(local))

test('a loop that stood still while the answer was waited for is told, one before that is not', () => {
  const timings = {
    ...{ connect_ms: null, first_byte_out_ms: 0, last_byte_out_ms: 0, first_partial_ms: null },
    ...{ transcript_ms: null, first_byte_ms: null, first_audio_ms: null, done_ms: null },
    ...{ speech_end_ms: 0, response_ms: 5_000 },
  }
  const stall = (side: OwnSide) => {
    const until = performance.now() + 90
    while (performance.now() < until);
    return side
  }
  const late = stall(new OwnSide(false)).read([], 1, timings)
  expect(late.event_loop_ms).toBeGreaterThan(50)
  expect(late).not.toHaveProperty('machine_wait_ms')
  const after = { ...timings, speech_end_ms: 10_000, response_ms: 5 }
  expect(stall(new OwnSide(true)).read([], 1, after).event_loop_ms).toBe(0)
})

test('the lateness of every frame is kept as its distribution, from the frame most in time', () => {
  const late = Array.from({ length: 200 }, (_, n) => 5 + (n === 150 ? 80 : n % 2))
  expect(latenessOf(late)).toEqual({ count: 200, p50_ms: 1, p99_ms: 1, worst_ms: 80 })
  expect(latenessOf([])).toBeNull()
})

test('a frame in the middle that was late counts, although all that was told of left in time', () => {
  const side = new OwnSide(false)
  const timings = {
    ...{ connect_ms: null, first_byte_out_ms: 0, last_byte_out_ms: 0, first_partial_ms: null },
    ...{ transcript_ms: null, first_byte_ms: null, first_audio_ms: null, done_ms: null },
    ...{ speech_end_ms: 0, response_ms: 5 },
  }
  const told = side.read([sent(100, 50), sent(200, 150)], 1, timings, [0, 0.2, 340, 0.1])
  expect(told).toMatchObject({ send_late_ms: 340, frames: { count: 4, worst_ms: 340 } })
  const fast = new OwnSide(false).read([], 0, timings, [1, 2])
  expect(fast).toMatchObject({ send_late_ms: null })
  expect(fast).not.toHaveProperty('frames')
})
