import { quantile, toDb } from '#lib/engines/speech/audio/frames.ts'
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

/**
 * Whether a clip of samples at `bandHz` ends in the middle of a word: a voice at full strength up to its last moment, and
 * nothing after it. A word that ends falls off over some tens of ms.
 */
export function isCutOff(samples: Float64Array): boolean {
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
  const from = last * block - (frameMs * bandHz) / 1_000
  return new FrameAnalyser().read(samples, from, end).periodic > voiced
}
