import { amplitudeOf } from '#lib/engines/speech/audio/exact-math.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { ActiveFrames } from '#lib/engines/speech/conditions/active-frames.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** A clip on its way through the conditions. */
export type Sound = {
  /** 1 is full scale; may be exceeded between two conditions */
  samples: Float64Array
  sampleRate: number
  /** positions in samples, from the talker's first sound to the end of the last, echoes not counted */
  speechStart: number
  speechEnd: number
  /** product of all factors that `keepHeadroom` has applied */
  lowered: number
  /** what the microphone would have heard without the noise, once there is some */
  dry?: { samples: Float64Array; active: ActiveFrames; scale: number }
}

const minMs = 20
const maxMs = 600_000
/** Largest value of 16 bits. */
const FULL = 32_767 / 32_768
/** Level to which a clip is lowered when it would exceed full scale. */
const CEILING_DB = -1

function checkClip({ pcm, sampleRate }: Clip): void {
  if (!Number.isInteger(sampleRate) || sampleRate < 8_000 || sampleRate > 48_000)
    throw new InvalidError(`Conditions work at 8000 to 48000 Hz, not at ${sampleRate} Hz`)
  const ms = (pcm.length / sampleRate) * 1_000
  if (ms < minMs)
    throw new InvalidError(`The clip has ${pcm.length} samples; conditions need ${minMs} ms`)
  if (ms > maxMs)
    throw new InvalidError(`The clip lasts ${Math.round(ms / 1_000)} s; ${maxMs / 1_000} s at most`)
}

/** 16-bit samples as shares of full scale. */
export const fromPcm = (pcm: Int16Array) => new Float64Array(pcm).map((sample) => sample / 32_768)

/** Opens a clip for conditions. Throws `InvalidError` when it is too short, too long, or holds no speech. */
export function openSound(clip: Clip): Sound {
  checkClip(clip)
  const { speechStartMs, speechEndMs } = measureLevels(clip)
  if (speechStartMs === null || speechEndMs === null)
    throw new InvalidError('The clip holds no speech that conditions could change')
  const perMs = clip.sampleRate / 1_000
  return {
    samples: fromPcm(clip.pcm),
    sampleRate: clip.sampleRate,
    speechStart: Math.round(speechStartMs * perMs),
    speechEnd: Math.round(speechEndMs * perMs),
    lowered: 1,
  }
}

/** A sample as 16 bits hold it: rounded, and held at full scale. */
const quantise = (value: number) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)))

/** The samples as 16 bits. */
export function toClip({ samples, sampleRate }: Pick<Sound, 'samples' | 'sampleRate'>): Clip {
  const pcm = new Int16Array(samples.length)
  for (let n = 0; n < pcm.length; n++) pcm[n] = quantise(samples[n] ?? 0)
  return { pcm, sampleRate }
}

/** Speech and noise made louder or softer alike. */
export function scale(sound: Sound, factor: number): Sound {
  return {
    ...sound,
    samples: sound.samples.map((sample) => sample * factor),
    ...(sound.dry && { dry: { ...sound.dry, scale: sound.dry.scale * factor } }),
  }
}

/**
 * Brings a sound that exceeds 16 bits down to a peak of -1 dBFS; leaves any other as it is. All of it is lowered, so
 * that speech and noise keep their ratio.
 */
export function keepHeadroom(sound: Sound): Sound {
  const { samples } = sound
  let peak = 0
  for (let n = 0; n < samples.length; n++) peak = Math.max(peak, Math.abs(samples[n] ?? 0))
  if (peak <= FULL) return sound
  const factor = amplitudeOf(CEILING_DB) / peak
  return { ...scale(sound, factor), lowered: sound.lowered * factor }
}
