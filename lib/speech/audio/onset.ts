import type { Clip } from '../types.ts'
import { FLOOR_DB, frameLevels, highPass, quantile } from './frames.ts'

const FRAME_MS = 20
const HOP_MS = 10
/** Frames of the last second, from which the background is learnt. */
const HISTORY = 1_000 / HOP_MS
const ABOVE_FLOOR_DB = 9
/** Digital silence and dither count as this much background. */
const QUIETEST_FLOOR_DB = -65
const WINDOW = 8
const NEEDED = 5

/**
 * Background level at each frame: 20th percentile of the last second. A reply that starts with the clip has no
 * background before it, so the whole clip's quiet frames bound the estimate.
 */
function floorAt(frames: Float64Array, index: number, quietest: number): number {
  const past = quantile(frames.subarray(Math.max(0, index - HISTORY), index), 0.2)
  return Math.max(QUIETEST_FLOOR_DB, index === 0 ? quietest : Math.min(past, quietest + 3))
}

/** True where a frame stands out of its background. */
function activeFrames(frames: Float64Array): boolean[] {
  const quietest = quantile(frames, 0.1)
  return Array.from(
    frames,
    (level, index) => level > floorAt(frames, index, quietest) + ABOVE_FLOOR_DB,
  )
}

/**
 * When a reply starts, in ms from the first sample, or null when nothing stands out of the background.
 * Within 40 ms on clean audio; at 10 dB SNR about 40 ms late. A beep or comfort noise counts as a reply.
 */
export function detectOnset(clip: Clip): number | null {
  if (clip.pcm.length === 0) return null
  const frames = frameLevels(highPass(clip, 150), clip.sampleRate, FRAME_MS, HOP_MS)
  const active = activeFrames(frames)
  for (let start = 0; start < active.length; start++) {
    if (!active[start]) continue
    const window = active.slice(start, start + WINDOW)
    if (window.filter(Boolean).length < NEEDED) continue
    return refine(frames, start)
  }
  return null
}

/** The reply began inside the first active frame; the louder it is beside its neighbours, the earlier. */
function refine(frames: Float64Array, start: number): number {
  const before = frames[start - 1] ?? FLOOR_DB
  const settled = (frames[start] ?? FLOOR_DB) - before < ABOVE_FLOOR_DB
  return Math.max(0, start * HOP_MS + (settled ? 0 : HOP_MS))
}
