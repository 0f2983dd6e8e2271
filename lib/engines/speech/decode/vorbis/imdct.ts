import { openFft } from '#lib/engines/speech/audio/open-fft.ts'

type Transform = (spectrum: Float32Array) => Float64Array

const opened = new Map<number, Transform>()

/** DCT-IV of `size` points by a complex FFT of half as many: turn, transform, turn. */
function openDct(size: number): (input: Float32Array) => Float64Array {
  const half = size / 2
  const fft = openFft(half)
  const turns = Float64Array.from({ length: size }, (_, at) => {
    const angle = (Math.PI * ((at >> 1) + 1 / 8)) / size
    return at % 2 === 0 ? Math.cos(angle) : -Math.sin(angle)
  })
  const data = new Float64Array(size)
  const out = new Float64Array(size)
  return (input) => {
    for (let k = 0; k < half; k++) {
      const [re, im] = [input[2 * k] ?? 0, input[size - 1 - 2 * k] ?? 0]
      const [cos, sin] = [turns[2 * k] ?? 0, turns[2 * k + 1] ?? 0]
      data[2 * k] = re * cos - im * sin
      data[2 * k + 1] = re * sin + im * cos
    }
    fft.transform(out, data)
    const result = new Float64Array(size)
    for (let k = 0; k < half; k++) {
      const [re, im] = [out[2 * k] ?? 0, out[2 * k + 1] ?? 0]
      const [cos, sin] = [turns[2 * k] ?? 0, turns[2 * k + 1] ?? 0]
      result[2 * k] = re * cos - im * sin
      result[size - 1 - 2 * k] = -(re * sin + im * cos)
    }
    return result
  }
}

/**
 * Inverse MDCT without scaling: `size` samples of size/2 frequencies,
 * y[n] = Σ X[k] cos(2π/size (n + 1/2 + size/4)(k + 1/2)), which unfolds a DCT-IV. Sizes are powers of two from 64 on.
 */
export function openImdct(size: number): Transform {
  const known = opened.get(size)
  if (known) return known
  const half = size / 2
  const quarter = size / 4
  const dct = openDct(half)
  const transform: Transform = (spectrum) => {
    const folded = dct(spectrum)
    const samples = new Float64Array(size)
    for (let n = 0; n < quarter; n++) samples[n] = folded[n + quarter] ?? 0
    for (let n = quarter; n < size; n++)
      samples[n] =
        n < 3 * quarter ? -(folded[3 * quarter - 1 - n] ?? 0) : -(folded[n - 3 * quarter] ?? 0)
    return samples
  }
  opened.set(size, transform)
  return transform
}
