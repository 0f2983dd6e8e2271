import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { activePower, findActiveFrames } from '#lib/engines/speech/conditions/active-frames.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { Random } from '#lib/platform/statistics/random.ts'

type Wanted = { length: number; sampleRate: number; random: Random }

const MIN_MS = 500
/** Overlap of a clip's end with its start, at most a quarter of it. */
const FADE_MS = 50

/** A clip at the wanted rate, and what its samples are to be multiplied with for an active level of 1. */
type Prepared = { pcm: Int16Array; level: number }

/** Of clips that are still held by somebody, by rate: a crowd is heard in many stimuli. */
const prepared = new WeakMap<Clip, Map<number, Prepared>>()

function prepare(clip: Clip, sampleRate: number, name: string): Prepared {
  const known = prepared.get(clip)?.get(sampleRate)
  if (known) return known
  if (clip.pcm.length < (clip.sampleRate * MIN_MS) / 1_000)
    throw new InvalidError(`The ${name} is shorter than ${MIN_MS / 1_000} s`)
  const { pcm } = resample(clip, sampleRate)
  const power = activePower(pcm, findActiveFrames(pcm, sampleRate))
  if (power === 0) throw new InvalidError(`The ${name} is silent`)
  const result = { pcm, level: 1 / Math.sqrt(power) }
  prepared.set(clip, (prepared.get(clip) ?? new Map<number, Prepared>()).set(sampleRate, result))
  return result
}

/** Repeats a clip from a random place; its end fades into its start at equal power. */
export function repeatClip(clip: Clip, { length, sampleRate, random }: Wanted): Float64Array {
  const { pcm, level } = prepare(clip, sampleRate, 'noise clip')
  const fade = Math.floor(Math.min((sampleRate * FADE_MS) / 1_000, pcm.length / 4))
  const period = pcm.length - fade
  const start = Math.floor(random.uniform() * period)
  const output = new Float64Array(length)
  for (let n = 0; n < length; n++) {
    const at = (start + n) % period
    const share = Math.min(1, at / fade)
    const ending = share < 1 ? Math.sqrt(1 - share) * (pcm[period + at] ?? 0) : 0
    output[n] = level * (Math.sqrt(share) * (pcm[at] ?? 0) + ending)
  }
  return output
}

/** Several talkers at once, equally loud, each saying the clips in an order of their own without end. */
export function babble(
  clips: readonly Clip[],
  talkers: number,
  { length, sampleRate, random }: Wanted,
): Float64Array {
  if (clips.length === 0) throw new InvalidError('Babble needs at least one clip of a talker')
  const output = new Float64Array(length)
  for (let talker = 0; talker < talkers; talker++)
    for (let n = 0, skip = random.uniform(); n < length; skip = 0) {
      const clip = clips[random.uint32() % clips.length]
      if (!clip) break
      const { pcm, level } = prepare(clip, sampleRate, 'clip of a talker')
      const from = Math.floor(skip * pcm.length)
      const count = Math.min(pcm.length - from, length - n)
      for (let k = 0; k < count; k++)
        output[n + k] = (output[n + k] ?? 0) + level * (pcm[from + k] ?? 0)
      n += count
    }
  return output
}
