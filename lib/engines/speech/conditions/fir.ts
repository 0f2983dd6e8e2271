import { convolve } from '#lib/engines/speech/audio/convolve.ts'
import { kaiserHalf, kaiserLowPass } from '#lib/engines/speech/audio/kaiser.ts'

const ATTENUATION_DB = 70

type Edge = {
  /** -6 dB point */
  hz: number
  /** width of the slope */
  slopeHz: number
}

/** Low-pass of odd length around its middle, with unit gain at 0 Hz. */
function lowPass({ hz, slopeHz }: Edge, sampleRate: number): Float64Array {
  const shape = { slope: slopeHz / sampleRate, attenuation: ATTENUATION_DB }
  const half = kaiserHalf(shape)
  const response = kaiserLowPass({ cutoff: hz / sampleRate, ...shape })
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, n) => response(n - half))
  const gain = taps.reduce((sum, tap) => sum + tap, 0)
  return taps.map((tap) => tap / gain)
}

/** Applies a symmetric filter without delay; the length stays. */
function applyCentred(samples: Float64Array, taps: Float64Array): Float64Array {
  const half = (taps.length - 1) / 2
  return convolve(samples, taps).slice(half, half + samples.length)
}

/** Removes what is above the edge: -70 dB behind its slope, no delay. */
export const filterLow = (samples: Float64Array, sampleRate: number, edge: Edge) =>
  applyCentred(samples, lowPass(edge, sampleRate))

/** Keeps what is between two edges with slopes of one width: -70 dB behind them, no delay. */
export function filterBand(
  samples: Float64Array,
  sampleRate: number,
  { lowHz, highHz, slopeHz }: { lowHz: number; highHz: number; slopeHz: number },
): Float64Array {
  const below = lowPass({ hz: lowHz, slopeHz }, sampleRate)
  const taps = lowPass({ hz: highHz, slopeHz }, sampleRate).map((tap, n) => tap - (below[n] ?? 0))
  return applyCentred(samples, taps)
}
