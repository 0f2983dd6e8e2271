import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

/**
 * The best correlation, -1 to 1, of a clip with another at any delay up to `maxDelayMs`, at the rate of the first; whatever
 * their levels are.
 */
export function correlation(a: Clip, b: Clip, maxDelayMs = 60): number {
  const other = resample(b, a.sampleRate).pcm
  const reach = Math.round((maxDelayMs * a.sampleRate) / 1_000)
  let best = -1
  for (let delay = -reach; delay <= reach; delay++) {
    let [both, own, theirs] = [0, 0, 0]
    // Every third sample tells as much as all of them.
    for (let n = 0; n < a.pcm.length; n += 3) {
      const x = a.pcm[n] ?? 0
      const y = other[n + delay] ?? 0
      both += x * y
      own += x * x
      theirs += y * y
    }
    best = Math.max(best, both / Math.sqrt(own * theirs || 1))
  }
  return best
}
