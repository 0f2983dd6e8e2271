import { errorMessage, UpstreamError } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Bucket, Storage } from '#lib/platform/storage/types.ts'

/** What a record says of bytes that storage did not take at once. */
export type StorageGap = {
  /** stored later */
  pending?: true
  /** why they are lost */
  missing?: string
}

/** Stores bytes that a record names by key and hash; a store that fails is said in the record and changes nothing else. */
export async function storeBytes(
  storage: Storage,
  bucket: Bucket,
  key: string,
  bytes: Uint8Array,
  contentType: string,
): Promise<StorageGap | null> {
  try {
    const stored = await storage.put(bucket, key, bytes, contentType)
    return stored === 'later' ? { pending: true } : null
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    log.warn({ err: errorMessage(error), key }, 'a recording could not be stored')
    return { missing: errorMessage(error) }
  }
}

/** The same of a WAV file. */
export const storeAudio = (storage: Storage, bucket: Bucket, key: string, bytes: Uint8Array) =>
  storeBytes(storage, bucket, key, bytes, 'audio/wav')

/** Finds what can be made again: a store that fails has nothing. */
export async function findStored(
  storage: Storage,
  bucket: Bucket,
  key: string,
): Promise<Buffer | null> {
  try {
    return await storage.get(bucket, key)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    return null
  }
}
