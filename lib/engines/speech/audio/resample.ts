import { kaiserHalf, kaiserLowPass } from '#lib/engines/speech/audio/kaiser.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Stop-band attenuation in dB; 16-bit audio has 98. */
const ATTENUATION = 96
/** Share of the lower Nyquist frequency that passes untouched; the rest is the filter's slope. */
const PASSBAND = 0.875
/** More phases than this are interpolated between, so odd rate pairs need no huge table (error < -110 dB). */
const MAX_PHASES = 1_024

/** Low-pass filter sampled at `phases` offsets between two input samples; row `phases` is row 0 shifted by one. */
type Filter = { phases: number; half: number; rows: Float64Array[] }

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

function designFilter(from: number, to: number): Filter {
  const nyquist = Math.min(from, to) / 2
  const cutoff = (nyquist * (1 + PASSBAND)) / 2 / from
  const shape = { slope: (nyquist * (1 - PASSBAND)) / from, attenuation: ATTENUATION }
  const half = kaiserHalf(shape)
  const kernel = kaiserLowPass({ cutoff, ...shape })
  const phases = Math.min(to / gcd(from, to), MAX_PHASES)
  const rows = Array.from({ length: phases + 1 }, (_, phase) => {
    const row = Float64Array.from({ length: 2 * half }, (_, tap) =>
      kernel(tap - half + 1 - phase / phases),
    )
    const gain = row.reduce((sum, value) => sum + value, 0)
    return row.map((value) => value / gain)
  })
  return { phases, half, rows }
}

const filters = new Map<string, Filter>()

function filterFor(from: number, to: number): Filter {
  const key = `${from}:${to}`
  const known = filters.get(key)
  if (known) return known
  const filter = designFilter(from, to)
  // A handful of rate pairs occurs in practice; a hostile mix must not grow this without bound.
  if (filters.size >= 8) filters.clear()
  filters.set(key, filter)
  return filter
}

/** Samples with `half` zeros on both sides, so that the inner loop needs no bounds. */
function padded(pcm: Int16Array, half: number): Float64Array {
  const input = new Float64Array(pcm.length + 2 * half + 1)
  input.set(pcm, half)
  return input
}

function dot(input: Float64Array, at: number, row: Float64Array): number {
  let sum = 0
  for (let tap = 0; tap < row.length; tap++) sum += (input[at + tap] ?? 0) * (row[tap] ?? 0)
  return sum
}

/**
 * Converts a clip to another rate in Hz with a Kaiser-windowed sinc: flat to 7/8 of the lower Nyquist
 * frequency, images and aliases below -90 dB, no delay. Duration is kept to the sample.
 */
export function resample(clip: Clip, toHz: number): Clip {
  if (!Number.isInteger(toHz) || toHz < 4_000 || toHz > 192_000)
    throw new InvalidError(`Cannot resample to ${toHz} Hz; 4000 to 192000 Hz are possible`)
  if (clip.sampleRate === toHz) return clip
  const { phases, half, rows } = filterFor(clip.sampleRate, toHz)
  const input = padded(clip.pcm, half)
  const length = Math.round((clip.pcm.length * toHz) / clip.sampleRate)
  const pcm = new Int16Array(length)
  for (let n = 0; n < length; n++) {
    // Exact in integers below 2^53: the position never drifts.
    const scaled = n * clip.sampleRate
    const index = Math.floor(scaled / toHz)
    const phase = ((scaled - index * toHz) / toHz) * phases
    const low = Math.floor(phase + 1e-9)
    const weight = phase - low
    let value = dot(input, index + 1, rows[low] ?? input)
    if (weight > 1e-6) value += weight * (dot(input, index + 1, rows[low + 1] ?? input) - value)
    const rounded = Math.round(value)
    pcm[n] = rounded > 32_767 ? 32_767 : rounded < -32_768 ? -32_768 : rounded
  }
  return { pcm, sampleRate: toHz }
}
