import type { Clip } from '#lib/engines/speech/clip.ts'
import { looksLikeMisdeclared } from '#lib/engines/speech/decode/looks-misdeclared.ts'
import { clippedShare } from '#lib/engines/speech/listening/clipped-share.ts'
import { isCutOff } from '#lib/engines/speech/listening/cut-off.ts'
import { narrowBand } from '#lib/engines/speech/listening/narrow-band.ts'
import { soundFigures, type SoundFigures } from '#lib/engines/speech/listening/sound-figures.ts'
import { tellSpeech, type Heard } from '#lib/engines/speech/listening/tell-speech.ts'
import { openVoiceActivity } from '#lib/engines/speech/listening/voice-activity.ts'

/** Of the measuring: a change of figures or bounds makes another one. */
const listeningVersion = 2

/** Seconds of a long clip that are listened to: more say no more. */
const listenedS = 12
/** Power of a second against that of the loudest, below which it is a pause. */
const pausePower = 1e-3
/** Seconds that are read in other ways. */
const rereadS = 4
/** dBFS: quieter than this nobody hears. */
const silentPeak = -50
/** The detector hears a clip with its peak here, whatever its level was. */
const peak = 0.5

export type Listened = {
  version: number
  heard: Heard | 'silence'
  /** 0..1: the weakest sign for speech */
  likeness: number
  /** ms that the detector of voice activity takes for speech, and their share of what is audible */
  speechMs: number
  speechShare: number
  clippedShare: number
  /** it ends at full strength in the middle of a word */
  cutOff: boolean
  /** how the same bytes would be speech, where they are noise as they were read; in words for people */
  misdeclared: string | null
  figures: SoundFigures
}

/** Seconds of a clip that are louder than its pauses; the last one goes on to its end. */
function loudSeconds({ pcm, sampleRate }: Clip): number[] {
  const powers = Array.from({ length: Math.floor(pcm.length / sampleRate) }, (_, second) => {
    let power = 0
    for (let n = second * sampleRate; n < (second + 1) * sampleRate; n++)
      power += (pcm[n] ?? 0) ** 2
    return power
  })
  const loudest = Math.max(...powers)
  return powers.flatMap((power, second) => (power > loudest * pausePower ? [second] : []))
}

/** The clip, or so many seconds of a long one in which there is sound, its last ones among them; and what share that is. */
function pieces(clip: Clip): { parts: Clip[]; share: number } {
  const { pcm, sampleRate } = clip
  if (pcm.length <= listenedS * sampleRate) return { parts: [clip], share: 1 }
  const loud = loudSeconds(clip)
  const step = Math.max(1, (loud.length - 1) / (listenedS - 1))
  const chosen = loud.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step))
  const parts = chosen.map((second, n) => {
    // What comes after the last sound tells whether it was cut off.
    const more = n === chosen.length - 1 ? sampleRate / 2 : 0
    return { pcm: pcm.subarray(second * sampleRate, (second + 1) * sampleRate + more), sampleRate }
  })
  return { parts, share: loud.length === 0 ? 1 : chosen.length / loud.length }
}

function joined(parts: Float64Array[]): Float64Array {
  const [first] = parts
  if (parts.length === 1 && first) return first
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const largest = (samples: Float64Array) =>
  samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0)

/** Another way to read the bytes of what is no speech, by which its beginning would be. */
const misdeclared = ({ pcm, sampleRate }: Clip): string | null =>
  looksLikeMisdeclared({ pcm: pcm.subarray(0, rereadS * sampleRate), sampleRate })?.as ?? null

/**
 * Listens to a clip: whether it is speech, what else it is, whether it is clipped, and whether it was cut off. About 4 ms
 * for a clip of any length from 3 s on; the first call loads the detector.
 */
export async function listenTo(clip: Clip): Promise<Listened> {
  const isActive = await openVoiceActivity()
  const { parts, share } = pieces(clip)
  const samples = joined(parts.map(narrowBand))
  const loudest = largest(samples)
  const activity = isActive(samples.map((sample) => (sample * peak) / Math.max(1e-6, loudest)))
  const figures = soundFigures(samples, activity)
  const told = tellSpeech(figures)
  const isSilent = 20 * Math.log10(Math.max(1e-9, loudest)) < silentPeak || figures.audibleMs === 0
  const isNone = told.heard !== 'speech' && told.heard !== 'unsure'
  const isNoise = told.heard === 'noise' || told.heard === 'unsure'
  return {
    version: listeningVersion,
    heard: isSilent ? 'silence' : told.heard,
    likeness: isSilent ? 0 : told.likeness,
    speechMs: isNone ? 0 : Math.round(figures.activity * (figures.audibleMs / share)),
    speechShare: figures.activity,
    clippedShare: clippedShare(clip.pcm),
    cutOff: told.heard === 'speech' && isCutOff(samples, parts.at(-1) ?? clip),
    misdeclared: isNoise && !isSilent ? misdeclared(clip) : null,
    figures,
  }
}
