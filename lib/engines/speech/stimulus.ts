import { createHash } from 'node:crypto'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { normalisePeak } from '#lib/engines/speech/audio/normalise-peak.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { createByteCache } from '#lib/engines/speech/byte-cache.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { decodeUpload } from '#lib/engines/speech/decode/decode-upload.ts'
import { createSingleFlight } from '#lib/engines/speech/single-flight.ts'
import {
  readStimulusFile,
  type StimulusOrigin,
  writeStimulusFile,
} from '#lib/engines/speech/stimulus-file.ts'
import { canonicalText, recordingKey, stimulusKey } from '#lib/engines/speech/stimulus-key.ts'
import type { EngineChooser } from '#lib/engines/speech/tts/engine-set.ts'
import type { Stimulus, TtsEngine, Voice } from '#lib/engines/speech/types.ts'
import { NotFoundError, UpstreamError } from '#lib/platform/errors.ts'
import { findStored, storeAudio } from '#lib/platform/storage/store-audio.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const STIMULUS_RATE = 16_000
const STIMULUS_PEAK_DB = -3
const BUCKET = 'input-audio'
/** Longest recording accepted as one turn. */
const MAX_RECORDING_MS = 120_000
const MAX_RECORDING_BYTES = 64 * 1024 * 1024

type StimulusRequest = {
  text: string
  /** BCP-47 */
  language: string
  /** A voice of the engine, or `default`; with several engines `polly:Joanna` names one of them. */
  voice: string
  /** 1 is normal speed. */
  rate?: number
}

/** Makes and finds stimulus audio. Clips are held in memory and handed to several callers: do not change them. */
export type Speech = {
  /**
   * Speaks a text, or finds the audio if the same was spoken before. Throws what the engine throws; without storage it is
   * spoken again.
   */
  stimulus(request: StimulusRequest, signal?: AbortSignal): Promise<Stimulus>
  /** Takes an upload as a stimulus, whatever form it has, at its own level. Throws `InvalidError` for what cannot be read. */
  recording(bytes: Uint8Array): Promise<Stimulus>
  /** A stimulus by its key. Throws `NotFoundError`, and `UpstreamError` for a damaged one. */
  load(key: string): Promise<Stimulus>
}

/** `cacheBytes` bounds the samples held in memory; 64 MB are half an hour of speech. */
export type SpeechOptions = {
  /** one engine, or what finds the engine of a voice name */
  engine: TtsEngine | EngineChooser
  storage: Storage
  cacheBytes?: number
}

function describe(key: string, bytes: Uint8Array, clip: Clip, origin: StimulusOrigin): Stimulus {
  const levels = measureLevels(clip)
  return {
    key,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    clip,
    levels: { ...levels, speechEndMs: levels.speechEndMs ?? levels.durationMs },
    engine: origin.engine,
    voice: origin.voice,
    ...(origin.warnings && { warnings: origin.warnings }),
    cached: true,
  }
}

function openStored(key: string, bytes: Buffer | null): Stimulus | null {
  const file = bytes && readStimulusFile(bytes)
  return file && describe(key, bytes, file.clip, file.origin)
}

const versionOf = ({ version }: TtsEngine, voice: Voice) =>
  voice.version === undefined ? version : `${version} ${voice.version}`

/** Names the recipe of a request for one voice of an engine. */
function keyOf(engine: TtsEngine, voice: Voice, { text, language, rate = 1 }: StimulusRequest) {
  return stimulusKey({
    engine: engine.id,
    engineVersion: versionOf(engine, voice),
    voice: voice.id,
    language,
    rate,
    text,
    deviceProfile: 'none',
    seed: 0,
  })
}

/** Stimuli kept in one storage, the latest ones held in memory. */
function createShelf(storage: Storage, cacheBytes: number) {
  const cache = createByteCache<Stimulus>(cacheBytes, ({ clip }) => clip.pcm.byteLength)
  const once = createSingleFlight<Stimulus>()
  return {
    async keep(key: string, clip: Clip, origin: StimulusOrigin): Promise<Stimulus> {
      const bytes = writeStimulusFile(clip, origin)
      const storageGap = await storeAudio(storage, BUCKET, key, bytes)
      return {
        ...describe(key, bytes, clip, origin),
        cached: false,
        ...(storageGap && { storageGap }),
      }
    },
    /** From memory, else from storage, else made; a damaged file is made again. */
    async findOrMake(
      key: string,
      make: (signal: AbortSignal) => Promise<Stimulus>,
      signal?: AbortSignal,
    ): Promise<Stimulus> {
      signal?.throwIfAborted()
      const held = cache.get(key)
      if (held) return held
      return once(
        key,
        async (shared) => {
          const stored = openStored(key, await findStored(storage, BUCKET, key))
          const stimulus = stored ?? (await make(shared))
          // What could not be kept is made, and offered to storage, again.
          if (!stimulus.storageGap?.missing) cache.set(key, { ...stimulus, cached: true })
          return stimulus
        },
        signal,
      )
    },
    async load(key: string): Promise<Stimulus> {
      const held = cache.get(key)
      if (held) return held
      const bytes = await storage.get(BUCKET, key)
      if (!bytes) throw new NotFoundError('stimulus', key)
      const stimulus = openStored(key, bytes)
      if (!stimulus) throw new UpstreamError('storage', `the stimulus ${key} is damaged`, false)
      cache.set(key, stimulus)
      return stimulus
    },
  }
}

type Shelf = ReturnType<typeof createShelf>

function takeRecording(shelf: Shelf, bytes: Uint8Array): Promise<Stimulus> {
  const make = async () => {
    const { clip, warnings } = await decodeUpload({
      ...{ bytes, maxBytes: MAX_RECORDING_BYTES, maxDurationMs: MAX_RECORDING_MS },
      sampleRate: STIMULUS_RATE,
    })
    const origin = {
      ...{ engine: 'recording', voice: 'recording' },
      ...(warnings.length > 0 && { warnings }),
    }
    const kept = await shelf.keep(recordingKey(bytes), clip, origin)
    // Nobody could make it again.
    const { missing } = kept.storageGap ?? {}
    if (missing !== undefined) throw new UpstreamError('storage', missing, true)
    return kept
  }
  return shelf.findOrMake(recordingKey(bytes), make)
}

/** Takes uploaded recordings, where nothing is spoken and no engine is at hand. */
export function createRecordings(storage: Storage): Pick<Speech, 'recording'> {
  const shelf = createShelf(storage, 0)
  return { recording: (bytes) => takeRecording(shelf, bytes) }
}

/** Stimulus audio kept in one storage: the same request always gives the same bytes. */
export function createSpeech({ engine, storage, cacheBytes = 64e6 }: SpeechOptions): Speech {
  const shelf = createShelf(storage, cacheBytes)
  const choose = (voice: string) => ('choose' in engine ? engine.choose(voice) : { engine, voice })
  return {
    async stimulus(request, signal) {
      const spoken = { ...request, text: canonicalText(request.text) }
      const { engine, voice: wanted } = choose(request.voice)
      const voice = await engine.voiceFor(request.language, wanted)
      const key = keyOf(engine, voice, spoken)
      const make = async (shared: AbortSignal) => {
        const raw = await engine.synthesize({ ...spoken, voice: voice.id, signal: shared })
        const clip = normalisePeak(resample(raw, STIMULUS_RATE), STIMULUS_PEAK_DB)
        return shelf.keep(key, clip, {
          engine: `${engine.id} ${versionOf(engine, voice)}`,
          voice: voice.id,
        })
      }
      return shelf.findOrMake(key, make, signal)
    },
    recording: (bytes) => takeRecording(shelf, bytes),
    load: (key) => shelf.load(key),
  }
}
