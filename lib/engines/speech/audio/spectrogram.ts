import { cosTurns } from '#lib/engines/speech/audio/exact-math.ts'
import { openFft, powerOfTwo } from '#lib/engines/speech/audio/open-fft.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** A byte holds dBFS plus this. */
const OFFSET_DB = 120
/** Windows averaged into one column at most; a long clip is sampled, not read whole. */
const MAX_WINDOWS = 8

type Size = {
  /** pictures along the time axis, 1 to 4,096 */
  columns: number
  /** equal slices of 0 Hz to half the sample rate, 1 to 256 */
  bands: number
}

function check({ columns, bands }: Size, { pcm }: Clip): void {
  if (!Number.isInteger(columns) || columns < 1 || columns > 4_096)
    throw new InvalidError(`Cannot draw ${columns} columns; 1 to 4096 are possible`)
  if (!Number.isInteger(bands) || bands < 1 || bands > 256)
    throw new InvalidError(`Cannot draw ${bands} bands; 1 to 256 are possible`)
  if (pcm.length === 0) throw new InvalidError('Cannot draw an empty clip')
}

/** Power in each band of one Hann window around a sample, in shares of full scale. */
function createAnalyser({ pcm }: Clip, size: number, bands: number) {
  const fft = openFft(size)
  const hann = Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * cosTurns((n + 0.5) / size))
  const energy = hann.reduce((sum, weight) => sum + weight * weight, 0)
  const data = new Float64Array(size)
  const spectrum = new Float64Array(2 * size)
  return (centre: number, powers: Float64Array) => {
    for (let n = 0; n < size; n++)
      data[n] = ((hann[n] ?? 0) * (pcm[centre - size / 2 + n] ?? 0)) / 32_768
    fft.realTransform(spectrum, data)
    for (let bin = 0; bin < size / 2; bin++) {
      const real = spectrum[2 * bin] ?? 0
      const imaginary = spectrum[2 * bin + 1] ?? 0
      const band = Math.floor((bin * bands) / (size / 2))
      const power = (2 * (real * real + imaginary * imaginary)) / energy / size
      powers[band] = (powers[band] ?? 0) + power
    }
  }
}

/**
 * Picture of a clip: `columns * bands` bytes, a column after the other, its lowest band first. A byte is the level of
 * that band in dBFS plus 120: 0 is -120 dBFS or less, 117 a full-scale sine. Windows last 32 to 64 ms.
 */
export function spectrogram(clip: Clip, size: Size): Uint8Array {
  check(size, clip)
  const { columns, bands } = size
  const window = Math.max(powerOfTwo(clip.sampleRate * 0.032), 2 * powerOfTwo(bands))
  const span = clip.pcm.length / columns
  const windows = Math.min(MAX_WINDOWS, Math.max(1, Math.ceil(span / window)))
  const addPowers = createAnalyser(clip, window, bands)
  const picture = new Uint8Array(columns * bands)
  for (let column = 0; column < columns; column++) {
    const powers = new Float64Array(bands)
    for (let part = 0; part < windows; part++)
      addPowers(Math.floor((column + (part + 0.5) / windows) * span), powers)
    for (let band = 0; band < bands; band++) {
      const db = 10 * Math.log10((powers[band] ?? 0) / windows + 1e-30) + OFFSET_DB
      picture[column * bands + band] = Math.max(0, Math.min(255, Math.round(db)))
    }
  }
  return picture
}
