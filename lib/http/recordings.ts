import { InvalidError } from '../errors.ts'
import { createSpeech, type Speech } from '../speech/stimulus.ts'
import { createTtsEngine } from '../speech/tts/engine.ts'
import { webStorage } from './database.ts'

let speech: Speech | undefined

/**
 * Stores the recordings that came with an import: by the name a suite file uses, or by the last part of it. Throws
 * `InvalidError` for one that did not come, cannot be read or holds no speech.
 */
export function recordingStore(parts: ReadonlyMap<string, Buffer>) {
  return async (name: string): Promise<string> => {
    const bytes = parts.get(name) ?? parts.get(name.split('/').at(-1) ?? name)
    if (!bytes)
      throw new InvalidError(`names ${name}, which was not sent along as a part of the request`)
    speech ??= createSpeech({ engine: createTtsEngine(), storage: webStorage() })
    const { key, levels } = await speech.recording(bytes)
    if (levels.speechStartMs === null) throw new InvalidError(`names ${name}, which is silent`)
    return key
  }
}
