import { FLOOR_DB, highPass, quantile, toDb } from '#lib/engines/speech/audio/frames.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { narrowBand } from '#lib/engines/speech/listening/narrow-band.ts'
import {
  FrameAnalyser,
  frameStart,
  soundLevels,
} from '#lib/engines/speech/listening/sound-frames.ts'

/** A stretch in which something is heard, ms from the first sample. */
export type SoundSpan = { fromMs: number; toMs: number }

/** Blocks of 5 ms; a frame is two of them. */
const blockMs = 5
/** A frame this far under the loudest is decay or breath, and quieter than this nobody hears. */
const rangeDb = 36
const silenceDb = -72
/** Sound stands this far out of steady noise ... */
const aboveNoiseDb = 9
/** ... and begins where it rises out of it, and out of nothing, at all, at most so long before. */
const riseDb = 4
const softDb = 40
const riseMs = 200
const dipMs = 20
/** Noise stays within so many dB of its floor for so long somewhere. */
const steadyDb = 4
const steadyMs = 80
/** Shorter than this it is a click. */
const clickMs = 30
/** A stop of the voice within a word; longer ones part two spans. */
const closureMs = 60
/** A breath before the first word: this far under the loudest, so long, without a voice, and parted from the word by a stop. */
const breathDb = 22
const breathMs = { least: 150, most: 600, stop: 75 }
const voiced = 0.7
/** The loudest is as loud for so long: a click is not. */
const loudMs = 30

type Run = { from: number; to: number }
/** Levels of the loudest, and of what can be heard at all. */
type Bounds = { loudest: number; rise: number }

/** Level of frames of 10 ms, one every 5 ms. */
function levelsOf(samples: Float64Array, sampleRate: number): Float64Array {
  const block = (sampleRate * blockMs) / 1_000
  const powers = Float64Array.from(
    { length: Math.max(1, Math.ceil(samples.length / block)) },
    (_, index) => {
      const [from, to] = [Math.round(index * block), Math.round((index + 1) * block)]
      let power = 0
      for (let n = from; n < to; n++) power += (samples[n] ?? 0) ** 2
      return power / block
    },
  )
  return powers.map((power, index) => toDb((power + (powers[index + 1] ?? 0)) / 2))
}

/** Level of the steady noise in a clip; `FLOOR_DB` where there is none. Soft sounds of a clip without pauses are none. */
function noiseOf(levels: Float64Array): number {
  const floor = quantile(levels, 0.05)
  let [run, longest] = [0, 0]
  for (const level of levels) {
    run = level < floor + steadyDb ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest * blockMs >= steadyMs ? floor : FLOOR_DB
}

function runsAbove(levels: Float64Array, threshold: number): Run[] {
  const runs: Run[] = []
  let from = -1
  for (let index = 0; index <= levels.length; index++) {
    const isLoud = (levels[index] ?? FLOOR_DB) > threshold
    if (isLoud && from < 0) from = index
    if (isLoud || from < 0) continue
    runs.push({ from, to: index })
    from = -1
  }
  return runs
}

/** Runs that a closure parts are one; what is no longer than a click by itself is none. */
function joinRuns(runs: readonly Run[]): Run[] {
  const joined: (Run & { frames: number })[] = []
  for (const { from, to } of runs) {
    const last = joined.at(-1)
    if (last && (from - last.to) * blockMs <= closureMs) {
      last.to = to
      last.frames += to - from
    } else joined.push({ from, to, frames: to - from })
  }
  return joined.filter(({ frames }) => frames * blockMs >= clickMs)
}

const loudestIn = (levels: Float64Array, { from, to }: Run) =>
  levels.subarray(from, to).reduce((most, level) => Math.max(most, level), FLOOR_DB)

/** The level that is reached for 30 ms. */
function loudestOf(levels: Float64Array): number {
  const count = loudMs / blockMs
  let [sum, most] = [0, 0]
  levels.forEach((level, index) => {
    const old = levels[index - count]
    sum += 10 ** (level / 10) - (old === undefined ? 0 : 10 ** (old / 10))
    most = Math.max(most, sum)
  })
  return toDb(most / count)
}

/** Whether a voice is heard in a part of a clip: a sound of speech that begins softly is no breath. */
function isVoiced({ pcm, sampleRate }: Clip, { from, to }: Run): boolean {
  const at = (index: number) => Math.round((index * blockMs * sampleRate) / 1_000)
  const samples = narrowBand({ pcm: pcm.subarray(at(from), at(to)), sampleRate })
  const analyser = new FrameAnalyser()
  const levels = soundLevels(samples)
  const frames = Array.from(levels, (level, n) => analyser.read(samples, frameStart(n), level))
  const loud = frames.filter(({ levelDb }) => levelDb > Math.max(...levels) - 10)
  return loud.filter(({ periodic }) => periodic > voiced).length > loud.length / 4
}

/** How far a sound reaches back, or on, at the level at which it can be heard at all; dips of 20 ms do not end it. */
function reach(levels: Float64Array, from: number, step: 1 | -1, level: number): number {
  let [at, dip] = [from, 0]
  for (let n = 1; n * blockMs <= riseMs && dip * blockMs < dipMs; n++) {
    const index = from + n * step
    if (index < 0 || index >= levels.length) break
    const isHeard = (levels[index] ?? FLOOR_DB) > level
    if (isHeard) at = index
    dip = isHeard ? 0 : dip + 1
  }
  return at
}

/** The runs without a breath before the first word. */
function withoutBreath(clip: Clip, levels: Float64Array, runs: Run[], bounds: Bounds): Run[] {
  const { loudest, rise } = bounds
  const word = runs.findIndex((run) => loudestIn(levels, run) > loudest - breathDb)
  const [first, last, next] = [runs[0], runs[word - 1], runs[word]]
  if (!first || !last || !next) return runs
  const breath = {
    from: reach(levels, first.from, -1, rise),
    to: reach(levels, last.to - 1, 1, rise) + 1,
  }
  const ms = (breath.to - breath.from) * blockMs
  const stop = (next.from - last.to) * blockMs
  const isBreath = ms >= breathMs.least && ms <= breathMs.most && stop >= breathMs.stop
  return isBreath && !isVoiced(clip, breath) ? runs.slice(word) : runs
}

/**
 * Where a caller hears sound in a clip, from 10 ms frames every 5 ms: what is within 36 dB of the loudest and stands out of
 * the noise, without clicks, and without a breath before the first word. The first one begins within 20 ms of where a
 * person would set a mark.
 */
export function soundSpans(clip: Clip): SoundSpan[] {
  if (clip.pcm.length === 0) return []
  const levels = levelsOf(highPass(clip, 100), clip.sampleRate)
  const loudest = loudestOf(levels)
  const noise = noiseOf(levels)
  const overNoise = noise + aboveNoiseDb
  const threshold = Math.max(silenceDb, loudest - rangeDb, overNoise)
  const runs = joinRuns(runsAbove(levels, threshold))
  const rise = Math.max(silenceDb, loudest - softDb, noise + riseDb)
  const heard = withoutBreath(clip, levels, runs, { loudest, rise }).map(({ from, to }) => ({
    ...{ from: reach(levels, from, -1, rise), to },
  }))
  const endMs = (clip.pcm.length / clip.sampleRate) * 1_000
  return heard.map(({ from, to }) => ({
    fromMs: from === 0 ? 0 : (from + 1) * blockMs,
    toMs: Math.min(endMs, to * blockMs),
  }))
}
