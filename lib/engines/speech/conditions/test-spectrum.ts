import { openFft, powerOfTwo } from '#lib/engines/speech/audio/open-fft.ts'

/** Power between two frequencies by Welch's method: Hann windows of 4,096 samples at half overlap. */
export function powerBetween(
  samples: ArrayLike<number>,
  sampleRate: number,
  [lowHz, highHz]: readonly [number, number],
): number {
  const size = Math.min(4_096, powerOfTwo(samples.length / 2))
  const spectrum = new Float64Array(2 * size)
  let power = 0
  for (let start = 0; start + size <= samples.length; start += size / 2) {
    const data = Float64Array.from(
      { length: size },
      (_, n) => (samples[start + n] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)),
    )
    openFft(size).realTransform(spectrum, data)
    for (let bin = 1; bin < size / 2; bin++) {
      const hz = (bin * sampleRate) / size
      if (hz >= lowHz && hz < highHz)
        power += (spectrum[2 * bin] ?? 0) ** 2 + (spectrum[2 * bin + 1] ?? 0) ** 2
    }
  }
  return power
}

export const db = (power: number) => 10 * Math.log10(power)
