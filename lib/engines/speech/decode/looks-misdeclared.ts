import { FLOOR_DB, toDb } from '#lib/engines/speech/audio/frames.ts'
import { decodeG711, encodeG711, type Law } from '#lib/engines/speech/audio/g711.ts'
import { isWav, readLayout } from '#lib/engines/speech/audio/wav-layout.ts'
import { readSamples } from '#lib/engines/speech/audio/wav-samples.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

/** Another reading of the same bytes. `as`: for the end of a sentence, "would be speech as …". */
type OtherReading = { as: string; pcm: Int16Array }

/** What is looked at: 20 s of 16-bit samples at 48 kHz. */
const MAX_BYTES = 2_000_000
const FRAME = 256
/** Power ratio of 30 dB: softer frames are pauses. */
const PAUSE = 1e-3

const isSampleOf = (law: Law) => {
  const known = new Set(
    decodeG711(
      Uint8Array.from({ length: 256 }, (_, code) => code),
      law,
    ),
  )
  return (sample: number) => known.has(sample)
}
const samplesOf = { mulaw: isSampleOf('mulaw'), alaw: isSampleOf('alaw') }

/** The law that samples were expanded with, which shows: each knows 255 or 256 values. Null for 16-bit samples. */
function lawOf(pcm: Int16Array): Law | null {
  if (pcm.every(samplesOf.mulaw)) return 'mulaw'
  return pcm.every(samplesOf.alaw) ? 'alaw' : null
}

const bytesOfPcm = (pcm: Int16Array) => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)

function littleEndian(bytes: Uint8Array): Int16Array {
  const pcm = new Int16Array(bytes.byteLength >> 1)
  bytesOfPcm(pcm).set(bytes.subarray(0, pcm.byteLength))
  return pcm
}

function bigEndian(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Int16Array.from({ length: bytes.byteLength >> 1 }, (_, n) => view.getInt16(n * 2))
}

/** Null unless nearly all values are what samples between -1 and 1 are. */
function floats(bytes: Uint8Array): Int16Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = Array.from({ length: bytes.byteLength >> 2 }, (_, n) =>
    view.getFloat32(n * 4, true),
  )
  const fits = values.filter(
    (value) => Math.abs(value) <= 1.2 && (value === 0 || Math.abs(value) > 1e-9),
  )
  if (values.length === 0 || fits.length < values.length * 0.99) return null
  return Int16Array.from(values, (value) =>
    Number.isFinite(value) ? Math.max(-32_768, Math.min(32_767, value * 32_767)) : 0,
  )
}

const names = { pcm: '16-bit PCM', float: 'float', mulaw: 'µ-law', alaw: 'A-law' }

/** A WAV file that was sent as if it were samples. */
function wavIn(bytes: Uint8Array): OtherReading | null {
  if (!isWav(bytes)) return null
  try {
    const layout = readLayout(bytes)
    const frames = Math.floor(layout.data.byteLength / (layout.channels * layout.sampleBytes))
    const form = `${names[layout.encoding]}, ${layout.sampleRate} Hz`
    const as = `a WAV file (${form}) whose header was sent along as sound`
    return { as, pcm: readSamples(layout, frames) }
  } catch {
    return null
  }
}

function readingsOf(bytes: Uint8Array, declared: Law | null): OtherReading[] {
  const float = floats(bytes)
  const readings: (OtherReading & { is: Law | null | undefined })[] = [
    { as: '16-bit samples', pcm: littleEndian(bytes), is: null },
    {
      as: 'big-endian 16-bit samples',
      pcm: bigEndian(bytes),
      is: undefined,
    },
    {
      as: '16-bit samples that begin a byte later',
      pcm: littleEndian(bytes.subarray(1)),
      is: undefined,
    },
    { as: 'µ-law samples', pcm: decodeG711(bytes, 'mulaw'), is: 'mulaw' },
    { as: 'A-law samples', pcm: decodeG711(bytes, 'alaw'), is: 'alaw' },
    ...(float ? [{ as: '32-bit float samples', pcm: float, is: undefined }] : []),
  ]
  return readings.filter(({ is }) => is !== declared).map(({ as, pcm }) => ({ as, pcm }))
}

/** How rough a sound is, and how it is spread over time. */
type Figures = {
  /** 1 - r, where r is the correlation of neighbouring samples: 0.02 to 0.15 in speech, 1 in white noise */
  roughness: number
  /** share of frames that are no pauses, 0..1 */
  active: number
  /** level in dB, of full scale */
  levelDb: number
}

function figuresOf(pcm: Int16Array): Figures {
  const frames = Math.floor(pcm.length / FRAME)
  const powers = new Float64Array(frames)
  let steps = 0
  for (let frame = 0; frame < frames; frame++) {
    const samples = pcm.subarray(frame * FRAME, (frame + 1) * FRAME)
    const mean = samples.reduce((sum, value) => sum + value, 0) / FRAME
    let last = (samples[0] ?? 0) - mean
    for (const value of samples) {
      powers[frame] = (powers[frame] ?? 0) + (value - mean) ** 2
      steps += (value - mean - last) ** 2
      last = value - mean
    }
  }
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0)
  const total = powers.reduce((sum, power) => sum + power, 0)
  return {
    // The mean square of the steps from sample to sample is twice 1 - r.
    roughness: total > 0 ? steps / total / 2 : 1,
    active: powers.filter((power) => power > loudest * PAUSE).length / Math.max(1, frames),
    levelDb: toDb(total / (Math.max(1, frames) * FRAME) / 32_768 ** 2),
  }
}

/** Above it a reading is rough for speech, in the worst of our voices; below it none is noise. */
const ROUGH = 0.32
/** How much smoother the right reading is at least. */
const SMOOTHER = 1.4
/** By how much all signs together must speak for another reading. */
const ENOUGH = 1.5

/**
 * How much speaks for reading `b` instead of `a`. What is read in the wrong way is rougher and louder and has no pauses: the
 * bits that say little become those that say much.
 */
function signsFor(b: Figures, a: Figures): number {
  const smoother = a.roughness / Math.max(b.roughness, 1e-3)
  if (b.roughness > ROUGH || smoother < SMOOTHER || b.levelDb <= FLOOR_DB) return 0
  return Math.log(smoother) + 0.15 * (a.levelDb - b.levelDb) + 3 * (a.active - b.active)
}

/**
 * Another reading of the bytes that is plausible speech where the declared one is noise: 16-bit PCM in a µ-law stream, the
 * other law, swapped bytes, a byte too many, floats, or a WAV file sent as samples. Null when there is none: then the sound
 * is what it is. `clip` is the audio as it was decoded; from its samples the bytes are known again where they are not given.
 */
export function looksLikeMisdeclared(clip: Clip, bytes?: Uint8Array): { as: string } | null {
  const pcm = clip.pcm.subarray(0, MAX_BYTES / 2)
  const law = lawOf(pcm)
  const whole = bytes ?? (law === null ? bytesOfPcm(pcm) : encodeG711(pcm, law))
  const raw = whole.subarray(0, MAX_BYTES)
  const file = wavIn(raw)
  if (file) return { as: file.as }
  const declared = figuresOf(pcm)
  const [best] = readingsOf(raw, law)
    .map((reading) => ({ as: reading.as, signs: signsFor(figuresOf(reading.pcm), declared) }))
    .filter(({ signs }) => signs > ENOUGH)
    .sort((a, b) => b.signs - a.signs)
  return best ? { as: best.as } : null
}
