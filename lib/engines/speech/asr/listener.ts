import { createHash } from 'node:crypto'

import { z } from 'zod'

import { createOpenaiAsr } from '#lib/engines/speech/asr/openai.ts'
import type { Asr } from '#lib/engines/speech/asr/types.ts'
import { createByteCache } from '#lib/engines/speech/byte-cache.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { createSingleFlight } from '#lib/engines/speech/single-flight.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import type { Environment } from '#lib/platform/config/parse.ts'
import { findStored, storeBytes } from '#lib/platform/storage/store-audio.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

/** What an independent recogniser makes of our own audio and of replies that come without a text. */
export type Listener = {
  /** Model and host of the recogniser. */
  model: string
  /** The words heard in a stimulus; the same audio is transcribed once, and kept beside it. */
  heard(stimulus: Stimulus, language: string, signal?: AbortSignal): Promise<string>
  transcribe(clip: Clip, language: string, signal?: AbortSignal): Promise<string>
}

const BUCKET = 'input-audio'
const CACHE_BYTES = 4e6

/** `sha256` ties the words to the bytes: a damaged stimulus that was spoken anew is listened to anew. */
const Heard = z.strictObject({
  sha256: z.string(),
  language: z.string(),
  model: z.string(),
  text: z.string(),
})
type Heard = z.infer<typeof Heard>

/** Another model and another language listen for themselves. */
function checkKey({ key }: Stimulus, model: string, language: string): string {
  const who = createHash('sha256').update(`${model} ${language}`).digest('hex').slice(0, 12)
  return `${key.replace(/\.wav$/, '')}.${who}.check.json`
}

function readHeard(bytes: Buffer | null): Heard | null {
  if (!bytes) return null
  try {
    return Heard.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null
  }
}

/** A listener whose transcripts of stimuli are kept in `storage`. */
export function createListener({ asr, storage }: { asr: Asr; storage: Storage }): Listener {
  const cache = createByteCache<Heard>(CACHE_BYTES, ({ text }) => 300 + text.length * 2)
  const once = createSingleFlight<Heard>()

  async function listen(stimulus: Stimulus, language: string, key: string, signal: AbortSignal) {
    const stored = readHeard(await findStored(storage, BUCKET, key))
    if (stored?.sha256 === stimulus.sha256) return stored
    const text = await asr.transcribe(stimulus.clip, language, signal)
    const heard = { sha256: stimulus.sha256, language, model: asr.id, text }
    const words = Buffer.from(JSON.stringify(heard))
    await storeBytes(storage, BUCKET, key, words, 'application/json')
    return heard
  }

  return {
    model: asr.id,
    async heard(stimulus, language, signal) {
      const key = checkKey(stimulus, asr.id, language)
      const held = cache.get(key)
      if (held?.sha256 === stimulus.sha256) return held.text
      const heard = await once(
        `${key} ${stimulus.sha256}`,
        (shared) => listen(stimulus, language, key, shared),
        signal,
      )
      cache.set(key, heard)
      return heard.text
    },
    transcribe: (clip, language, signal) => asr.transcribe(clip, language, signal),
  }
}

/** The listener that the settings ask for; null when none is set. */
export function listenerOf(env: Environment, storage: Storage): Listener | null {
  if (env.ASR_OPENAI_URL === undefined) return null
  const asr = createOpenaiAsr({
    url: env.ASR_OPENAI_URL,
    apiKey: env.ASR_OPENAI_API_KEY,
    model: env.ASR_OPENAI_MODEL,
  })
  return createListener({ asr, storage })
}
