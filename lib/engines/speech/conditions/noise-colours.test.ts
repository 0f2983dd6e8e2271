import { expect, test } from 'vitest'

import { colouredNoise } from '#lib/engines/speech/conditions/noise-colours.ts'
import { db, powerBetween } from '#lib/engines/speech/conditions/test-spectrum.ts'
import { createRandom } from '#lib/platform/statistics/random.ts'

test.each([
  ['white', 16_000, 0],
  ['pink', 16_000, -3.01],
  ['pink', 8_000, -3.01],
  ['pink', 44_100, -3.01],
  ['brown', 16_000, -6.02],
] as const)('%s noise at %i Hz changes by %f dB an octave', (colour, sampleRate, slope) => {
  const random = createRandom(3, 'test')
  const samples = colouredNoise(colour, { length: 8 * sampleRate, sampleRate, random })
  // Density, so that equal powers of wider octaves do not hide the slope.
  const density = (hz: number) => db(powerBetween(samples, sampleRate, [hz, 2 * hz]) / hz)
  // Towards half the rate a digital integrator falls by 1 dB less.
  for (let hz = 100; hz < sampleRate / 8; hz *= 2)
    expect(Math.abs(density(2 * hz) - density(hz) - slope)).toBeLessThan(1.2)
  const octaves = Math.floor(Math.log2(sampleRate / 4 / 100))
  const overall = (density(100 * 2 ** octaves) - density(100)) / octaves
  expect(Math.abs(overall - slope)).toBeLessThan(0.3)
})

test('noise is as loud at its beginning as later', () => {
  for (const colour of ['white', 'pink', 'brown'] as const) {
    const power = Array.from({ length: 60 }, (_, seed) => {
      const random = createRandom(seed, 'test')
      const samples = colouredNoise(colour, { length: 16_000, sampleRate: 16_000, random })
      const mean = (from: number) =>
        samples.subarray(from, from + 2_000).reduce((sum, value) => sum + value * value, 0)
      return [mean(0), mean(14_000)] as const
    })
    const sum = (index: 0 | 1) => power.reduce((total, pair) => total + pair[index], 0)
    expect(Math.abs(db(sum(0) / sum(1)))).toBeLessThan(2)
  }
})
