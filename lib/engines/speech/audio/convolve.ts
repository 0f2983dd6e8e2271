import { openFft, powerOfTwo } from '#lib/engines/speech/audio/open-fft.ts'

/** Multiplies interleaved complex numbers, in place. */
function multiply(values: Float64Array, by: Float64Array): void {
  for (let n = 0; n < values.length; n += 2) {
    const [a, b, c, d] = [values[n] ?? 0, values[n + 1] ?? 0, by[n] ?? 0, by[n + 1] ?? 0]
    values[n] = a * c - b * d
    values[n + 1] = a * d + b * c
  }
}

/** The size of transform that needs the least work: one for the kernel, two for each pair of blocks. */
function cheapestSize(length: number, taps: number): number {
  let [best, least] = [0, Infinity]
  for (let size = powerOfTwo(Math.max(512, 2 * taps)); ; size *= 2) {
    const pairs = Math.ceil(length / (size - taps + 1) / 2)
    const work = (1 + 2 * pairs) * size * (31 - Math.clz32(size))
    if (work < least) [best, least] = [size, work]
    if (pairs <= 1) return best
  }
}

/**
 * Linear convolution by overlap-add: `samples.length + kernel.length - 1` values. Two blocks ride in one transform, as
 * its real and its imaginary part: a real kernel keeps them apart.
 */
export function convolve(samples: Float64Array, kernel: Float64Array): Float64Array {
  const output = new Float64Array(samples.length + kernel.length - 1)
  const size = cheapestSize(samples.length, kernel.length)
  const block = size - kernel.length + 1
  const fft = openFft(size)
  const data = new Float64Array(2 * size)
  const spectrum = new Float64Array(2 * size)
  const response = new Float64Array(2 * size)
  for (let n = 0; n < kernel.length; n++) data[2 * n] = kernel[n] ?? 0
  fft.transform(response, data)
  for (let start = 0; start < samples.length; start += 2 * block) {
    data.fill(0)
    for (let n = 0; n < block; n++) {
      data[2 * n] = samples[start + n] ?? 0
      data[2 * n + 1] = samples[start + block + n] ?? 0
    }
    fft.transform(spectrum, data)
    multiply(spectrum, response)
    fft.inverseTransform(data, spectrum)
    for (let n = 0; n < size; n++) {
      const [first, second] = [start + n, start + block + n]
      if (first < output.length) output[first] = (output[first] ?? 0) + (data[2 * n] ?? 0)
      if (second < output.length) output[second] = (output[second] ?? 0) + (data[2 * n + 1] ?? 0)
    }
  }
  return output
}
