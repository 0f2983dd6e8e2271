import type { Clip, Levels } from '#lib/engines/speech/clip.ts'
import type { ConditionsReport } from '#lib/engines/speech/conditions/condition.ts'
import type { StorageGap } from '#lib/platform/storage/store-audio.ts'

export type Voice = {
  id: string
  /** BCP-47 tags the voice can speak, e.g. `en-US`. */
  languages: string[]
  gender?: 'female' | 'male'
  /** Hz */
  sampleRate: number
  /** What the server says of the voice's own build; enters the key of cached audio. */
  version?: string
  /** People who speak with this voice, chosen as `voice#person`; the first when none is named. */
  speakers?: string[]
}

export type SynthesisRequest = {
  text: string
  /** BCP-47 */
  language: string
  /** `default` picks the engine's first voice for the language. */
  voice: string
  /** 1 is normal speed. */
  rate?: number
  signal?: AbortSignal
}

/** A text-to-speech engine. `id` and `version` enter the key of cached audio. */
export type TtsEngine = {
  id: string
  version: string
  deterministic: boolean
  voices(): Promise<Voice[]>
  /** The voice a request would get. Throws `InvalidError` where `synthesize` would. */
  voiceFor(language: string, voice: string): Promise<Voice>
  /** Throws `InvalidError` for a voice it lacks or a text the voice cannot speak. */
  synthesize(request: SynthesisRequest): Promise<Clip>
  close(): Promise<void>
}

/** What a device profile did to a stimulus, and what the stimulus was before. */
type Conditioned = {
  report: ConditionsReport
  /** of the stimulus as it was spoken */
  dry: Stimulus['levels']
}

/** Stimulus audio, ready to send: 16 kHz mono, content-addressed. */
export type Stimulus = {
  /** Storage key in the `input-audio` bucket: the hash names the content's recipe. */
  key: string
  /** SHA-256 of the WAV bytes, hex. */
  sha256: string
  clip: Clip
  levels: Levels & { speechEndMs: number }
  engine: string
  voice: string
  cached: boolean
  /** plain sentences about what was odd in an uploaded file */
  warnings?: readonly string[]
  /** heard through a device profile */
  conditioned?: Conditioned
  /** absent when its bytes are in storage */
  storageGap?: StorageGap
}
