import { quantile, toDb } from '#lib/engines/speech/audio/frames.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { bandHz } from '#lib/engines/speech/listening/narrow-band.ts'
import { FrameAnalyser } from '#lib/engines/speech/listening/sound-frames.ts'

/** Blocks of 5 ms: a natural end takes longer than some of them. */
const block = bandHz / 200
/** What is this far under the loud parts is no longer the word. */
const quietDb = 25
/** After a cut there is nothing; after a word its decay, breath, or the room. */
const nothingDb = 42
/** The last 20 ms of a cut word are as loud as the 50 ms before, and as the loud parts of what was said, up to this. */
const decayDb = 3.6
/** How alike two periods of a voice are that sounds to the end. */
const voiced = 0.7
const frameMs = 40
/** After the voice, ms: where the hiss of a last consonant is. Beyond telephone band, so it is looked for in all of the clip. */
const hissMs = { from: 20, to: 80 }
/** Brighter than this against the voice before it, dB: something follows. */
const hissDb = -25

function blockLevels(samples: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.floor(samples.length / block) }, (_, index) => {
    let power = 0
    for (let n = index * block; n < (index + 1) * block; n++) power += (samples[n] ?? 0) ** 2
    return toDb(power / block)
  })
}

/** Level of blocks `from` to `to`, without the latter. */
function levelOf(levels: Float64Array, from: number, to: number): number {
  let power = 0
  for (let index = from; index < to; index++) power += 10 ** ((levels[index] ?? 0) / 10)
  return toDb(power / (to - from))
}

/** Level of what changes from sample to sample, which is loud in hisses, in a stretch of a clip; ms from its end. */
function brightness({ pcm, sampleRate }: Clip, fromMs: number, toMs: number): number {
  const at = (ms: number) => pcm.length - Math.round((ms * sampleRate) / 1_000)
  const [from, to] = [Math.max(1, at(fromMs)), Math.min(pcm.length, at(toMs))]
  let power = 0
  for (let n = from; n < to; n++) power += ((pcm[n] ?? 0) - (pcm[n - 1] ?? 0)) ** 2
  return toDb(power / Math.max(1, to - from))
}

/** Whether a hiss follows a voice that ends so many ms before the end of the clip: the `s` of `degrees`. */
function hasHissAfter(clip: Clip, endMs: number): boolean {
  const hiss = brightness(clip, endMs - hissMs.from, Math.max(0, endMs - hissMs.to))
  return endMs > hissMs.from && hiss > brightness(clip, endMs + 50, endMs) + hissDb
}

/**
 * Whether a clip of samples at `bandHz` ends in the middle of a word: a voice at full strength up to its last moment, and
 * nothing after it. A word that ends falls off over some tens of ms. `whole`: its last part, before it became narrow.
 */
export function isCutOff(samples: Float64Array, whole: Clip): boolean {
  const levels = blockLevels(samples)
  const loud = quantile(levels, 0.9)
  const last = levels.findLastIndex((level) => level > loud - quietDb)
  if (last < 40) return false
  // The block in which the cut falls is heard in part only.
  for (let index = last + 2; index < levels.length; index++)
    if ((levels[index] ?? 0) > loud - nothingDb) return false
  const end = levelOf(levels, last - 4, last)
  const before = levelOf(levels, last - 14, last - 4)
  if (end < before - decayDb || end < loud - decayDb) return false
  if (hasHissAfter(whole, ((samples.length - last * block) * 1_000) / bandHz)) return false
  const from = last * block - (frameMs * bandHz) / 1_000
  return new FrameAnalyser().read(samples, from, end).periodic > voiced
}
