import type { Clip } from '#lib/engines/speech/clip.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Largest absolute sample of each of `buckets` equal slices, 0..1, for drawing a waveform. */
export function peaks(clip: Clip, buckets: number): number[] {
  if (!Number.isInteger(buckets) || buckets < 1 || buckets > 100_000)
    throw new InvalidError(`Cannot draw ${buckets} buckets; 1 to 100000 are possible`)
  const { pcm } = clip
  return Array.from({ length: buckets }, (_, bucket) => {
    const start = Math.floor((bucket * pcm.length) / buckets)
    const end = Math.max(start + 1, Math.floor(((bucket + 1) * pcm.length) / buckets))
    let peak = 0
    for (let n = start; n < end; n++) peak = Math.max(peak, Math.abs(pcm[n] ?? 0))
    return peak / 32_768
  })
}
