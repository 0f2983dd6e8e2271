import { toDb } from '#lib/engines/speech/audio/frames.ts'
import { openFft } from '#lib/engines/speech/audio/open-fft.ts'
import { bandHz } from '#lib/engines/speech/listening/narrow-band.ts'

export const hopMs = 20
const hop = (bandHz * hopMs) / 1_000
/** 40 ms: two periods of the lowest voice. */
const frame = 2 * hop
const size = 512
/** Periods of 62 to 400 Hz, in samples. */
const shortest = 20
const longest = 129
/** Bands of 3 bins (47 Hz) at the bottom, wider above, from 110 Hz to 3.7 kHz. */
const bandEdges = [
  7, 10, 13, 16, 20, 24, 28, 33, 38, 44, 51, 59, 68, 79, 92, 107, 124, 144, 167, 193, 237,
]
const lowBin = bandEdges[0] ?? 0
const highBin = bandEdges.at(-1) ?? 0

export type SoundFrame = {
  /** dBFS */
  levelDb: number
  /** 0..1: how alike one period is to the next */
  periodic: number
  /** Hz of the best period */
  pitchHz: number
  /** 0 (lines) .. 1 (white noise), of the power between 110 Hz and 3.7 kHz */
  flatness: number
  /** share of the power that the strongest line and its two neighbours hold */
  line: number
  /** dB of each band against the mean of all */
  bands: Float64Array
}

const window = Float64Array.from(
  { length: frame },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / frame),
)

/** Autocorrelation of the window itself, by which that of a frame is divided (Boersma 1993). */
const windowLags = Float64Array.from({ length: longest + 2 }, (_, lag) => {
  let sum = 0
  for (let n = 0; n + lag < frame; n++) sum += (window[n] ?? 0) * (window[n + lag] ?? 0)
  return sum
})

/** Works on one frame after the other; its arrays are used again. */
export class FrameAnalyser {
  readonly #fft = openFft(size)
  readonly #samples = new Float64Array(size)
  readonly #spectrum = this.#fft.createComplexArray()
  readonly #power = new Float64Array(size)
  readonly #lags = this.#fft.createComplexArray()

  /** The frame that begins at sample `from`. */
  read(samples: Float64Array, from: number, levelDb: number): SoundFrame {
    const frames = this.#samples
    let mean = 0
    for (let n = 0; n < frame; n++) mean += samples[from + n] ?? 0
    mean /= frame
    for (let n = 0; n < frame; n++) frames[n] = ((samples[from + n] ?? 0) - mean) * (window[n] ?? 0)
    this.#fft.realTransform(this.#spectrum, frames)
    const power = this.#power
    for (let bin = 0; bin <= size / 2; bin++) {
      const value = (this.#spectrum[2 * bin] ?? 0) ** 2 + (this.#spectrum[2 * bin + 1] ?? 0) ** 2
      power[bin] = value
      if (bin > 0) power[size - bin] = value
    }
    return { levelDb, ...this.#period(), ...this.#shape() }
  }

  #period(): { periodic: number; pitchHz: number } {
    this.#fft.realTransform(this.#lags, this.#power)
    const lags = this.#lags
    const scale = (windowLags[0] ?? 1) / Math.max(1e-30, lags[0] ?? 0)
    const at = (lag: number) => ((lags[2 * lag] ?? 0) * scale) / (windowLags[lag] ?? 1)
    let best = 0
    let bestLag = 0
    for (let lag = shortest; lag <= longest; lag++) {
      const value = at(lag)
      if (value < at(lag - 1) || value < at(lag + 1)) continue
      // Twice a period fits as well: the shorter one is heard.
      if (value > best + (bestLag === 0 ? 0 : 0.04)) [best, bestLag] = [value, lag]
    }
    if (bestLag === 0) return { periodic: 0, pitchHz: 0 }
    const [before, after] = [at(bestLag - 1), at(bestLag + 1)]
    const bend = before - 2 * best + after
    const shift = bend === 0 ? 0 : (0.5 * (before - after)) / bend
    return { periodic: Math.min(1, best), pitchHz: bandHz / (bestLag + shift) }
  }

  #shape(): { flatness: number; line: number; bands: Float64Array } {
    const power = this.#power
    let [sum, logs, strongest, strongestBin] = [0, 0, 0, lowBin]
    for (let bin = lowBin; bin < highBin; bin++) {
      const value = (power[bin] ?? 0) + 1e-12
      sum += value
      logs += Math.log(value)
      if (value > strongest) [strongest, strongestBin] = [value, bin]
    }
    let line = 0
    // A Hann window of 320 in 512 samples spreads a line over some three bins on each side.
    for (let bin = strongestBin - 3; bin <= strongestBin + 3; bin++) line += power[bin] ?? 0
    const count = highBin - lowBin
    const bands = new Float64Array(bandEdges.length - 1)
    let mean = 0
    for (let band = 0; band < bands.length; band++) {
      const [from, to] = [bandEdges[band] ?? 0, bandEdges[band + 1] ?? 0]
      let inside = 1e-12
      for (let bin = from; bin < to; bin++) inside += power[bin] ?? 0
      bands[band] = 10 * Math.log10(inside / (to - from))
      mean += bands[band] ?? 0
    }
    mean /= bands.length
    for (let band = 0; band < bands.length; band++) bands[band] = (bands[band] ?? 0) - mean
    return {
      flatness: Math.exp(logs / count) / (sum / count),
      line: Math.min(1, line / sum),
      bands,
    }
  }
}

/** Level of each frame, one every `hopMs`, in dBFS. */
export function soundLevels(samples: Float64Array): Float64Array {
  const count = Math.max(1, Math.floor(samples.length / hop) - 1)
  const halves = new Float64Array(count + 1)
  for (let half = 0; half < halves.length; half++) {
    let power = 0
    for (let n = half * hop; n < (half + 1) * hop; n++) power += (samples[n] ?? 0) ** 2
    halves[half] = power
  }
  return Float64Array.from({ length: count }, (_, n) =>
    toDb(((halves[n] ?? 0) + (halves[n + 1] ?? 0)) / frame),
  )
}

export const frameStart = (index: number) => index * hop
