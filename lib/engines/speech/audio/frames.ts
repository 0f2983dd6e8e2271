import type { Clip } from '#lib/engines/speech/clip.ts'

/** Lowest level reported, in dBFS: below the noise of 16-bit audio, and a number where silence is -Infinity. */
export const FLOOR_DB = -120

/** Power of full scale is 0 dBFS for a square wave, so a full-scale sine is -3 dBFS RMS. */
export const toDb = (power: number) =>
  power <= 0 ? FLOOR_DB : Math.max(FLOOR_DB, 10 * Math.log10(power))

/** Samples scaled to ±1 after a first-order high-pass at `cutoffHz`, which removes offset and rumble. */
export function highPass(clip: Clip, cutoffHz: number): Float64Array {
  const { pcm } = clip
  const output = new Float64Array(pcm.length)
  const keep = Math.exp((-2 * Math.PI * cutoffHz) / clip.sampleRate)
  let previous = (pcm[0] ?? 0) / 32_768
  let value = 0
  for (let n = 0; n < pcm.length; n++) {
    const sample = (pcm[n] ?? 0) / 32_768
    value = keep * (value + sample - previous)
    previous = sample
    output[n] = value
  }
  return output
}

/** Level in dBFS of each frame of `frameMs`, one every `hopMs`; the last frame may be shorter. */
export function frameLevels(
  samples: Float64Array,
  sampleRate: number,
  frameMs: number,
  hopMs: number,
): Float64Array {
  const frame = (sampleRate * frameMs) / 1_000
  const hop = (sampleRate * hopMs) / 1_000
  const count = Math.max(1, Math.ceil((samples.length - frame) / hop) + 1)
  const levels = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    const start = Math.round(index * hop)
    const end = Math.min(samples.length, Math.round(index * hop + frame))
    let power = 0
    for (let n = start; n < end; n++) {
      const sample = samples[n] ?? 0
      power += sample * sample
    }
    levels[index] = toDb(power / Math.max(1, end - start))
  }
  return levels
}

/** Value below which `share` (0..1) of the numbers lie; `FLOOR_DB` of none. */
export function quantile(values: Float64Array, share: number): number {
  const sorted = values.toSorted()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? FLOOR_DB
}
