import { expect, test } from 'vitest'

import { convolve } from '#lib/engines/speech/audio/convolve.ts'
import { noise } from '#lib/engines/speech/audio/test-signals.ts'

const random = (length: number) =>
  Float64Array.from(noise({ sampleRate: 1_000, durationMs: length, level: 0.1 }).pcm)

function directly(samples: Float64Array, kernel: Float64Array): Float64Array {
  const output = new Float64Array(samples.length + kernel.length - 1)
  for (const [n, sample] of samples.entries())
    for (const [k, tap] of kernel.entries()) output[n + k] = (output[n + k] ?? 0) + sample * tap
  return output
}

test.each([
  [1, 1],
  [5, 3],
  [1_500, 1],
  [300, 900],
  [5_000, 257],
  [2_048, 1_025],
])('%i samples with a kernel of %i equal the sum written out', (length, taps) => {
  const [samples, kernel] = [random(length), random(taps).map((tap) => tap / 1_000)]
  const expected = directly(samples, kernel)
  const found = convolve(samples, kernel)
  expect(found.length).toBe(expected.length)
  const worst = found.reduce(
    (most, value, n) => Math.max(most, Math.abs(value - (expected[n] ?? NaN))),
    0,
  )
  expect(worst).toBeLessThan(1e-6)
})
