import { createRecordings } from '#lib/engines/speech/stimulus.ts'
import { webStorage } from '#lib/http/database.ts'
import type { StoredRecording } from '#lib/importers/store-recordings.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { deferWrites } from '#lib/platform/storage/defer-writes.ts'

/**
 * Reads the recordings that came with an import: by the name a suite file uses, or by the last part of it. Throws
 * `InvalidError` for one that did not come, cannot be read or holds no speech. None is stored before `keepRecordings`.
 */
export function recordingStore(parts: ReadonlyMap<string, Buffer>) {
  const { storage, write } = deferWrites(webStorage())
  const storeRecording = async (name: string): Promise<StoredRecording> => {
    const bytes = parts.get(name) ?? parts.get(name.split('/').at(-1) ?? name)
    if (!bytes)
      throw new InvalidError(`names ${name}, which was not sent along as a part of the request`)
    const { key, levels, warnings = [] } = await createRecordings(storage).recording(bytes)
    if (levels.speechStartMs === null) throw new InvalidError(`names ${name}, which is silent`)
    return { key, warnings }
  }
  return { storeRecording, keepRecordings: write }
}
