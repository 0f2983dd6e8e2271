import { expect, test } from 'vitest'

import { amplitudeOf, cosTurns, exp, sinTurns } from '#lib/engines/speech/audio/exact-math.ts'

const grid = Array.from({ length: 4_001 }, (_, n) => (n - 2_000) / 617)

test('sine and cosine of turns agree with the library to the last bits', () => {
  for (const turns of grid) {
    expect(Math.abs(sinTurns(turns) - Math.sin(2 * Math.PI * turns))).toBeLessThan(1e-14)
    expect(Math.abs(cosTurns(turns) - Math.cos(2 * Math.PI * turns))).toBeLessThan(1e-14)
  }
  expect([sinTurns(0), sinTurns(0.25), sinTurns(0.5), sinTurns(1e6)]).toEqual([0, 1, 0, 0])
})

test('the exponential agrees from -700 to 700', () => {
  for (let x = -700; x <= 700; x += 3.7)
    expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12)
  expect(exp(0)).toBe(1)
})

test('20 dB is ten times the amplitude', () => {
  expect(amplitudeOf(20)).toBeCloseTo(10, 12)
  expect(amplitudeOf(-6)).toBeCloseTo(0.501187233627, 12)
})
