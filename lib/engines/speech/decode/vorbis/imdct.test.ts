import { expect, test } from 'vitest'

import { openImdct } from '#lib/engines/speech/decode/vorbis/imdct.ts'

/** The definition, term by term. */
function slow(spectrum: Float32Array): number[] {
  const size = spectrum.length * 2
  return Array.from({ length: size }, (_, n) =>
    spectrum.reduce(
      (sum, value, k) =>
        sum + value * Math.cos(((2 * Math.PI) / size) * (n + 0.5 + size / 4) * (k + 0.5)),
      0,
    ),
  )
}

test.each([64, 256, 2_048])('blocks of %i samples are transformed as defined', (size) => {
  const spectrum = Float32Array.from({ length: size / 2 }, (_, k) => Math.sin(k * k + size))
  const expected = slow(spectrum)
  const actual = openImdct(size)(spectrum)
  const largest = Math.max(...expected.map((value, n) => Math.abs(value - (actual[n] ?? NaN))))
  expect(largest).toBeLessThan(1e-9 * size)
})
