import FFT from 'fft.js'

/** Hz at which the ears work. */
export const earRate = 16_000
export const bands = 24
const frameSamples = 512
/** 20 ms */
const hopSamples = 320
const lowestHz = 120
const highestHz = 6_500

/** Power in `bands` mel bands, frame after frame. */
export type Spectrum = { frames: number; power: Float32Array }

const toMel = (hz: number) => 1_127 * Math.log(1 + hz / 700)
const toHz = (mel: number) => 700 * (Math.exp(mel / 1_127) - 1)

type Triangle = { first: number; weights: Float64Array }

function triangles(): Triangle[] {
  const [low, high] = [toMel(lowestHz), toMel(highestHz)]
  const edges = Array.from(
    { length: bands + 2 },
    (_, index) => (toHz(low + ((high - low) * index) / (bands + 1)) * frameSamples) / earRate,
  )
  return Array.from({ length: bands }, (_, band) => {
    const [left = 0, centre = 0, right = 0] = edges.slice(band, band + 3)
    const first = Math.ceil(left)
    const weights = Float64Array.from({ length: Math.floor(right) - first + 1 }, (_, offset) => {
      const bin = first + offset
      const weight =
        bin <= centre ? (bin - left) / (centre - left) : (right - bin) / (right - centre)
      return Math.max(0, weight)
    })
    return { first, weights }
  })
}

const filters = triangles()
const window = Float64Array.from(
  { length: frameSamples },
  (_, n) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (frameSamples - 1)),
)
const fft = new FFT(frameSamples)
const input = new Float64Array(frameSamples)
const output = new Float64Array(2 * frameSamples)

/** Mel powers of 16 kHz speech: 32 ms Hamming windows every 20 ms after pre-emphasis of 0.97. */
export function analyse(pcm: Int16Array): Spectrum {
  const frames =
    pcm.length < frameSamples ? 0 : 1 + Math.floor((pcm.length - frameSamples) / hopSamples)
  const power = new Float32Array(frames * bands)
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * hopSamples
    for (let n = 0; n < frameSamples; n++) {
      const before = start + n > 0 ? (pcm[start + n - 1] ?? 0) : 0
      input[n] = (((pcm[start + n] ?? 0) - 0.97 * before) / 32_768) * (window[n] ?? 0)
    }
    fft.realTransform(output, input)
    for (let band = 0; band < bands; band++) {
      const filter = filters[band]
      if (!filter) continue
      let sum = 0
      for (let offset = 0; offset < filter.weights.length; offset++) {
        const bin = 2 * (filter.first + offset)
        const real = output[bin] ?? 0
        const imaginary = output[bin + 1] ?? 0
        sum += (filter.weights[offset] ?? 0) * (real * real + imaginary * imaginary)
      }
      power[frame * bands + band] = sum
    }
  }
  return { frames, power }
}
