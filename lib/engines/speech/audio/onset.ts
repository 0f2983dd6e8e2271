import { FLOOR_DB, frameLevels, highPass, quantile } from '#lib/engines/speech/audio/frames.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

const FRAME_MS = 20
const HOP_MS = 10
/** Frames of the last second, from which the background is learnt. */
const HISTORY = 1_000 / HOP_MS
/** Speech stands this far out of its background for most of a window ... */
const ABOVE_FLOOR_DB = 9
const WINDOW = 8
const NEEDED = 5
/** ... and begins where the weak sounds before it, such as a fricative, rise out of it at all. */
const RISE_DB = 4.5
const MAX_STEP_BACK = 15
/** Digital silence and dither count as this much background. */
const QUIETEST_FLOOR_DB = -65
/** What is this far under the loudest frame is breath, hum or coding noise, not the reply. */
const RANGE_DB = 38

/**
 * Background level before each frame: 20th percentile of the last second. A reply that starts with the clip
 * has no background before it, so the whole clip's quiet frames bound the estimate.
 */
function backgrounds(frames: Float64Array): Float64Array {
  const loudest = frames.reduce((max, level) => Math.max(max, level), FLOOR_DB)
  const lowest = Math.max(QUIETEST_FLOOR_DB, loudest - RANGE_DB - ABOVE_FLOOR_DB)
  const quietest = quantile(frames, 0.1)
  return frames.map((_, index) => {
    if (index === 0) return Math.max(lowest, quietest)
    const past = quantile(frames.subarray(Math.max(0, index - HISTORY), index), 0.2)
    return Math.max(lowest, Math.min(past, quietest + 3))
  })
}

/** First frame of the first window in which most frames stand out, or -1. */
function findSpeech(above: Float64Array): number {
  const active = above.map((level) => (level > ABOVE_FLOOR_DB ? 1 : 0))
  return active.findIndex((isActive, index) => {
    const window = active.subarray(index, index + WINDOW)
    return isActive === 1 && window.reduce((sum, value) => sum + value, 0) >= NEEDED
  })
}

/**
 * When a reply starts, in ms from the first sample, or null when nothing stands out of the background.
 * Within 40 ms on clean audio; weak first sounds drown in noise, so 10 dB SNR is some 50 ms late.
 * A beep or comfort noise counts as a reply.
 */
export function detectOnset(clip: Clip): number | null {
  if (clip.pcm.length === 0) return null
  const frames = frameLevels(highPass(clip, 150), clip.sampleRate, FRAME_MS, HOP_MS)
  const floor = backgrounds(frames)
  const above = frames.map((level, index) => level - (floor[index] ?? 0))
  const found = findSpeech(above)
  if (found < 0) return null
  let first = found
  while (first > found - MAX_STEP_BACK && (above[first - 1] ?? 0) > RISE_DB) first--
  // The first frame that stands out holds the onset in its later half, unless the clip starts with it.
  return first === 0 ? 0 : first * HOP_MS + FRAME_MS / 2
}
