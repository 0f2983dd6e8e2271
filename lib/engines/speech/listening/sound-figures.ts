import { quantile } from '#lib/engines/speech/audio/frames.ts'
import {
  FrameAnalyser,
  frameStart,
  hopMs,
  soundLevels,
  type SoundFrame,
} from '#lib/engines/speech/listening/sound-frames.ts'

/** A frame this far under the loudest, or quieter than this at all, is decay or background. */
const rangeDb = 30
const quietestDb = -75
/** A frame with this much of a period is voiced: noise of 40 ms comes to 0.5. */
const voiced = 0.7
/** Spectra are compared over so many frames: a sound of speech lasts some 80 ms. */
const apart = 5
/** Semitones in 20 ms: less is an instrument or a machine, more a jump to another note. */
const still = 0.04
const jump = 3
/** Fewest pairs of voiced frames from which the ways of their pitch are told. */
const fewestPairs = 4

/** Figures of the audible part of a clip, by which speech is told from other sound. */
export type SoundFigures = {
  audibleMs: number
  /** share of frames with the period of a voice or a tone */
  voicedShare: number
  /** mean of 0 (lines) .. 1 (white noise) */
  flatness: number
  /** median share of the power in the strongest line */
  line: number
  /** median change of the spectrum within 100 ms, dB */
  flux: number
  /** share of neighbouring voiced frames whose pitch moves as a voice's does */
  gliding: number
  /** share whose pitch stands still */
  frozen: number
  /** deviation of the level, dB */
  dynamics: number
  /** share that the detector of voice activity takes for speech */
  activity: number
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

/** Mean difference of two spectra by bands, dB. */
function difference({ bands: a }: SoundFrame, { bands: b }: SoundFrame): number {
  let sum = 0
  for (let band = 0; band < a.length; band++) sum += Math.abs((a[band] ?? 0) - (b[band] ?? 0))
  return sum / a.length
}

/** What the pitch does from one voiced frame to the next. */
function pitchWays(frames: readonly (SoundFrame | null)[]): { gliding: number; frozen: number } {
  let [pairs, glides, stands] = [0, 0, 0]
  frames.forEach((one, index) => {
    const next = frames[index + 1]
    if (!one || !next || one.periodic < voiced || next.periodic < voiced) return
    pairs++
    const semitones = Math.abs(12 * Math.log2(next.pitchHz / one.pitchHz))
    if (semitones < still) stands++
    else if (semitones < jump) glides++
  })
  const of = Math.max(fewestPairs, pairs)
  return { gliding: glides / of, frozen: stands / of }
}

/** Figures of samples at `bandHz`; `activity` are the marks of the detector, one for each frame of 20 ms. */
export function soundFigures(samples: Float64Array, activity: Uint8Array): SoundFigures {
  const levels = soundLevels(samples)
  const threshold = Math.max(quantile(levels, 0.98) - rangeDb, quietestDb)
  const analyser = new FrameAnalyser()
  const frames = Array.from(levels, (level, index) =>
    level > threshold ? analyser.read(samples, frameStart(index), level) : null,
  )
  const audible = frames.filter((frame) => frame !== null)
  const changes = frames.flatMap((frame, index) => {
    const later = frames[index + apart]
    return frame && later ? [difference(frame, later)] : []
  })
  const count = Math.max(1, audible.length)
  return {
    audibleMs: audible.length * hopMs,
    voicedShare: audible.filter(({ periodic }) => periodic >= voiced).length / count,
    flatness: mean(audible.map(({ flatness }) => flatness)),
    line: median(audible.map(({ line }) => line)),
    flux: median(changes),
    ...pitchWays(frames),
    dynamics: deviation(audible.map(({ levelDb }) => levelDb)),
    activity: frames.filter((frame, index) => frame && activity[index] === 1).length / count,
  }
}
