import {
  FLOOR_DB,
  frameLevels,
  highPass,
  quantile,
  toDb,
} from '#lib/engines/speech/audio/frames.ts'
import type { Clip, Levels } from '#lib/engines/speech/clip.ts'

/** A frame this far under the loudest is decay, not speech; 36 dB agreed best with known phone boundaries. */
const RANGE_DB = 36
/** Quieter than this is silence whatever the clip: room noise of a good recording. */
const SILENCE_DB = -60
/** Speech stands out of steady noise by at least this much. */
const ABOVE_NOISE_DB = 9
/** Runs shorter than this are clicks. */
const MIN_SPEECH_MS = 30

/** Largest size of a sample, 0..1, and mean power, of full scale. */
function measureWhole(pcm: Int16Array): { peak: number; power: number } {
  let peak = 0
  let power = 0
  // By index, as everywhere in signal loops: an iterator costs several times the arithmetic.
  for (let n = 0; n < pcm.length; n++) {
    const sample = pcm[n] ?? 0
    const size = sample < 0 ? -sample : sample
    if (size > peak) peak = size
    power += sample * sample
  }
  return { peak: peak / 32_768, power: power / Math.max(1, pcm.length) / 32_768 ** 2 }
}

/** Level a frame must exceed to be speech: above the clip's noise, within reach of its loudest frame. */
function speechThreshold(frames: Float64Array): number {
  const loudest = frames.reduce((max, level) => Math.max(max, level), FLOOR_DB)
  const noise = quantile(frames, 0.05)
  // Without a quiet frame the quantile is speech itself: then the loudest frame decides.
  const overNoise = Math.min(noise + ABOVE_NOISE_DB, loudest - ABOVE_NOISE_DB)
  return Math.max(SILENCE_DB, loudest - RANGE_DB, overNoise)
}

/** First and last frame of the runs long enough to be speech, or null. */
function speechBounds(frames: Float64Array, threshold: number, minFrames: number) {
  let first = -1
  let last = -1
  for (let index = 0, run = 0; index < frames.length; index++) {
    run = (frames[index] ?? FLOOR_DB) > threshold ? run + 1 : 0
    if (run < minFrames) continue
    if (first < 0) first = index - run + 1
    last = index
  }
  return first < 0 ? null : { first, last }
}

/**
 * Levels of a clip in dBFS and where its speech starts and ends, in ms. Boundaries come from 10 ms frames
 * every 5 ms and agree with Flite's own phone boundaries within 20 ms, except for sounds nobody hears (a final
 * th). Response latency is counted from `speechEndMs`. Silence measures -120 dBFS.
 */
export function measureLevels(clip: Clip): Levels {
  const samples = highPass(clip, 100)
  const hopMs = 5
  const frames = frameLevels(samples, clip.sampleRate, 2 * hopMs, hopMs)
  const threshold = speechThreshold(frames)
  const bounds = speechBounds(frames, threshold, MIN_SPEECH_MS / hopMs)
  const coarse = frameLevels(samples, clip.sampleRate, 20, 20)
  const durationMs = (clip.pcm.length / clip.sampleRate) * 1_000
  const { peak, power } = measureWhole(clip.pcm)
  return {
    durationMs,
    peakDb: toDb(peak ** 2),
    rmsDb: toDb(power),
    silentShare: coarse.filter((level) => level <= threshold).length / coarse.length,
    speechStartMs: bounds && (bounds.first + 1) * hopMs,
    speechEndMs: bounds && Math.min(durationMs, (bounds.last + 1) * hopMs),
  }
}
