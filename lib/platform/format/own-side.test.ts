import { expect, test } from 'vitest'

import { ownSideText } from '#lib/platform/format/own-side.ts'

test('says how late the worker and the frames of speech were', () =>
  expect(
    ownSideText({
      ...{ event_loop_ms: 12.4, event_loop_reply_ms: 31, send_late_ms: 45 },
      frames: { count: 52, p50_ms: 0.3, p99_ms: 8.1, worst_ms: 45 },
    }),
  ).toBe(
    'the worker stood still for up to 31 ms; 52 pieces of the caller’s speech left up to 45 ms late (half within 0.3 ms, 99 % within 8.1 ms)',
  ))

test('says only what is known', () => {
  expect(ownSideText({ event_loop_ms: 0, send_late_ms: null })).toBe(
    'the worker stood still for up to 0 ms',
  )
  expect(ownSideText({ event_loop_ms: 0, send_late_ms: 20, machine_wait_ms: 300 })).toMatch(
    /speech left up to 20 ms late; processes of this machine.*300 ms/,
  )
})
