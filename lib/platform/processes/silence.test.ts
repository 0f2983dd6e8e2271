import { expect, test } from 'vitest'

import { beatMs, Silence } from '#lib/platform/processes/silence.ts'

test('silence is counted from the last word', () => {
  const silence = new Silence(0)
  for (let now = beatMs; now <= 5 * beatMs; now += beatMs) silence.look(now)
  expect(silence.look(6 * beatMs)).toBe(6 * beatMs)
  silence.heard()
  expect(silence.look(7 * beatMs)).toBe(beatMs)
})

test('time in which the listener itself stood still is nobody’s silence', () => {
  const silence = new Silence(0)
  silence.look(beatMs)
  // A laptop that slept for an hour.
  expect(silence.look(3_600_000)).toBe(3 * beatMs)
  expect(silence.look(3_600_000 + beatMs)).toBe(4 * beatMs)
})
